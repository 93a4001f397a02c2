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
record LoginAttempt(String accountSubject, String addressSubject) {
    private static final int NETWORK_BYTES = 8;

    static LoginAttempt of(String emailKey, String address, boolean isKnownAddress) {
        String network = network(address);
        return new LoginAttempt(
                isKnownAddress
                        ? LoginFailureStore.subject("known", emailKey + " " + network)
                        : LoginFailureStore.subject("account", emailKey),
                LoginFailureStore.subject("address", network));
    }

    /** Counts the try, or refuses it where one has to wait first. */
    void begin(Tx tx, Instant now) {
        Duration account = LoginFailureStore.wait(tx, accountSubject, now);
        Duration address = LoginFailureStore.wait(tx, addressSubject, now);
        Duration longer = account.compareTo(address) > 0 ? account : address;
        if (longer.isPositive()) {
            throw LoginFailureStore.limited(longer);
        }
        LoginFailureStore.add(tx, accountSubject, now);
        LoginFailureStore.add(tx, addressSubject, now);
    }

    /**
     * The password was right: the account starts anew, and the address is forgiven what this
     * account has cost it. What others have cost it stays, or one right password would wash off a
     * thousand guesses at other accounts.
     */
    void succeeded(Tx tx, Instant now) {
        int own = LoginFailureStore.count(tx, accountSubject, now);
        LoginFailureStore.takeBack(tx, accountSubject, own);
        LoginFailureStore.takeBack(tx, addressSubject, own);
    }

    /** Nobody looked at the password. */
    void withdrawn(Tx tx) {
        LoginFailureStore.takeBack(tx, accountSubject, 1);
        LoginFailureStore.takeBack(tx, addressSubject, 1);
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
