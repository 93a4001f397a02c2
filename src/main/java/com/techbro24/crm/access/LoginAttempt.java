package com.techbro24.crm.access;

import com.techbro24.crm.database.Tx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One password attempt and its rate limits. They slow down the account and the attacker, but not an
 * office that both may share:
 *
 * <ul>
 *   <li>per account, for all addresses where its agent is unknown: after {@link #WRONG_FREE} wrong
 *       passwords each further one costs a delay. An attempt is counted before the password is
 *       checked, so that a thousand concurrent attempts count as a thousand; a correct password
 *       undoes it;
 *   <li>per account and address, where its agent is known: an attacker elsewhere cannot lock the
 *       owner out;
 *   <li>per address: the number of accounts with a wrong password and no correct one since. After
 *       {@link #ACCOUNTS_FREE} accounts, agents unknown there must wait, which slows down password
 *       spraying. Agents known there are not delayed.
 * </ul>
 */
record LoginAttempt(Counted account, String pair, String address, boolean isKnown) {
    /** Wrong passwords per account without a delay. */
    static final int WRONG_FREE = 4;

    /** Accounts per address without a delay. */
    static final int ACCOUNTS_FREE = 20;

    private static final int NETWORK_BYTES = 8;

    /**
     * The counter that is incremented before the password is checked.
     *
     * @param before time of the previous attempt; {@code at} for none
     */
    private record Counted(String subject, Instant at, Instant before) {
        static Counted add(Tx tx, String subject, Instant now) {
            return new Counted(subject, now, LoginFailureStore.add(tx, subject, now).orElse(now));
        }

        /** Undoes the attempt. */
        void undo(Tx tx, int failures) {
            LoginFailureStore.undo(tx, subject, failures, at, before);
        }
    }

    /** The counter for attempts of an account from a network. */
    static String subject(String emailKey, String network, boolean isKnown) {
        return isKnown ? pair(emailKey, network) : LoginFailureStore.subject("account", emailKey);
    }

    private static String pair(String emailKey, String network) {
        return LoginFailureStore.subject("known", emailKey + " " + network);
    }

    /** Counts the attempt, or rejects it during a delay. */
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

    /** Wrong password. The address counts each account once. */
    void failed(Tx tx, Instant now) {
        if (!isKnown) {
            if (LoginFailureStore.count(tx, pair, now) == 0) {
                var _ = LoginFailureStore.add(tx, address, now);
            }
            var _ = LoginFailureStore.add(tx, pair, now);
        }
    }

    /**
     * Correct password: resets the account's counter and removes the account from the address's
     * counter. Other accounts stay counted; otherwise one correct password would reset everything.
     */
    void succeeded(Tx tx, Instant now) {
        account.undo(tx, LoginFailureStore.count(tx, account.subject, now));
        if (!isKnown && LoginFailureStore.count(tx, pair, now) > 0) {
            LoginFailureStore.forget(tx, pair);
            LoginFailureStore.decrement(tx, address);
        }
    }

    /** The password was not checked. */
    void withdrawn(Tx tx) {
        account.undo(tx, 1);
    }

    /** An IPv6 host can use all addresses of its network, so the network is counted. */
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
