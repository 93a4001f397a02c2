package com.techbro24.crm.access;

import com.techbro24.crm.database.Tx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One try of a password, by whom it is counted: the account, and the address it comes from. It is
 * counted as wrong before the password is looked at, so that a thousand tries at once are a
 * thousand failures and not one; a right one takes that back.
 *
 * <p>An address where the account is logged in is counted by itself: whoever guesses from elsewhere
 * can slow down strangers, but not keep the owner out.
 */
record LoginAttempt(Counted account, Counted address) {
    private static final int NETWORK_BYTES = 8;

    /**
     * What the try is counted on.
     *
     * @param before when a try was counted on it last; {@code at} for never
     */
    private record Counted(String subject, Instant at, Instant before) {
        static Counted add(Tx tx, String subject, Instant now) {
            return new Counted(subject, now, LoginFailureStore.add(tx, subject, now).orElse(now));
        }

        /** As if there had been no try: others at the address have not longer to wait for it. */
        void takeBack(Tx tx, int failures) {
            LoginFailureStore.takeBack(tx, subject, failures, at, before);
        }
    }

    /** Counts the try, or refuses it where one has to wait first. */
    static LoginAttempt begin(
            Tx tx, String emailKey, String address, boolean isKnownAddress, Instant now) {
        String network = network(address);
        String accountSubject =
                isKnownAddress
                        ? LoginFailureStore.subject("known", emailKey + " " + network)
                        : LoginFailureStore.subject("account", emailKey);
        String addressSubject = LoginFailureStore.subject("address", network);
        Duration forAccount = LoginFailureStore.wait(tx, accountSubject, now);
        Duration forAddress = LoginFailureStore.wait(tx, addressSubject, now);
        Duration longer = forAccount.compareTo(forAddress) > 0 ? forAccount : forAddress;
        if (longer.isPositive()) {
            throw LoginFailureStore.limited(longer);
        }
        return new LoginAttempt(
                Counted.add(tx, accountSubject, now), Counted.add(tx, addressSubject, now));
    }

    /**
     * The password was right: the account starts anew, and the address is forgiven what this
     * account has cost it. What others have cost it stays, or one right password would wash off a
     * thousand guesses at other accounts.
     */
    void succeeded(Tx tx, Instant now) {
        int own = LoginFailureStore.count(tx, account.subject, now);
        account.takeBack(tx, own);
        address.takeBack(tx, own);
    }

    /** Nobody looked at the password. */
    void withdrawn(Tx tx) {
        account.takeBack(tx, 1);
        address.takeBack(tx, 1);
    }

    /** An IPv6 host has a whole network of addresses to call from, so that network is counted. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IllegalArgumentException | UnknownHostException fault) {
            return address;
        }
    }
}
