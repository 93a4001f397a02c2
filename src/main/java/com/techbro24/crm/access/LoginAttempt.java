package com.techbro24.crm.access;

import com.techbro24.crm.database.Tx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One try of a password, by whom it is counted. It slows the account and whoever guesses, and not
 * the office that both may call from:
 *
 * <ul>
 *   <li>the account, for all addresses where its agent is not known: after {@link #WRONG_FREE}
 *       wrong passwords each must be waited out. The try is counted before the password is looked
 *       at, so that a thousand tries at once are a thousand failures and not one; a right one takes
 *       that back;
 *   <li>the account at one address, where its agent is known there: whoever guesses from elsewhere
 *       can slow down strangers, but not keep the owner out;
 *   <li>the address, by how many accounts a wrong password came from there for and no right one
 *       since: after {@link #ACCOUNTS_FREE} who is not known there has to wait, which makes one
 *       password tried at a thousand accounts slow. Those who are known there are not held up.
 * </ul>
 */
record LoginAttempt(Counted account, String pair, String address, boolean isKnown) {
    /** So many wrong passwords of an account cost no wait. */
    static final int WRONG_FREE = 4;

    /** So many accounts may be guessed at from one address at no wait. */
    static final int ACCOUNTS_FREE = 20;

    private static final int NETWORK_BYTES = 8;

    /**
     * What the try is counted on before its end is known.
     *
     * @param before when a try was counted on it last; {@code at} for never
     */
    private record Counted(String subject, Instant at, Instant before) {
        static Counted add(Tx tx, String subject, Instant now) {
            return new Counted(subject, now, LoginFailureStore.add(tx, subject, now).orElse(now));
        }

        /** As if there had been no try. */
        void takeBack(Tx tx, int failures) {
            LoginFailureStore.takeBack(tx, subject, failures, at, before);
        }
    }

    /** What tries of an account from a network are counted on. */
    static String subject(String emailKey, String network, boolean isKnown) {
        return isKnown ? pair(emailKey, network) : LoginFailureStore.subject("account", emailKey);
    }

    private static String pair(String emailKey, String network) {
        return LoginFailureStore.subject("known", emailKey + " " + network);
    }

    /** Counts the try, or refuses it where one has to wait first. */
    static LoginAttempt begin(
            Tx tx, String emailKey, String network, boolean isKnown, Instant now) {
        String account = subject(emailKey, network, isKnown);
        String address = LoginFailureStore.subject("accounts_at", network);
        Duration wait = LoginFailureStore.wait(tx, account, WRONG_FREE, now);
        if (!isKnown) {
            Duration forAddress = LoginFailureStore.wait(tx, address, ACCOUNTS_FREE, now);
            wait = wait.compareTo(forAddress) > 0 ? wait : forAddress;
        }
        if (wait.isPositive()) {
            throw LoginFailureStore.limited(wait);
        }
        return new LoginAttempt(
                Counted.add(tx, account, now), pair(emailKey, network), address, isKnown);
    }

    /** The password was wrong; the address is held to the first wrong one of each account. */
    void failed(Tx tx, Instant now) {
        if (!isKnown) {
            if (LoginFailureStore.count(tx, pair, now) == 0) {
                var _ = LoginFailureStore.add(tx, address, now);
            }
            var _ = LoginFailureStore.add(tx, pair, now);
        }
    }

    /**
     * The password was right: the account starts anew, and the address is forgiven this account.
     * Others that were guessed at from there stay, or one right password would wash off all.
     */
    void succeeded(Tx tx, Instant now) {
        account.takeBack(tx, LoginFailureStore.count(tx, account.subject, now));
        if (!isKnown && LoginFailureStore.count(tx, pair, now) > 0) {
            LoginFailureStore.forget(tx, pair);
            LoginFailureStore.lessen(tx, address);
        }
    }

    /** Nobody looked at the password. */
    void withdrawn(Tx tx) {
        account.takeBack(tx, 1);
    }

    /** An IPv6 host has a whole network of addresses to call from, so that network is counted. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }
}
