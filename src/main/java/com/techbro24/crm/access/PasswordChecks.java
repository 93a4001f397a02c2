package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks passwords: each attempt is counted and costs exactly one hash. */
final class PasswordChecks {
    private final Database database;
    private final GroupCommit writer;
    private final Passwords passwords;
    private final Credentials credentials;

    /**
     * An attempt that is counted but not checked yet.
     *
     * @param account null if the email is unknown
     */
    record Begun(@Nullable Account account, String email, LoginAttempt attempt) {}

    PasswordChecks(
            Database database, GroupCommit writer, Passwords passwords, Credentials credentials) {
        this.database = database;
        this.writer = writer;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    /**
     * The queue for attempts of an account. Attempts from unknown networks do not delay those from
     * known ones.
     */
    String lane(String email, String address) {
        boolean known =
                database.<Boolean>read(
                        tx -> isKnown(tx, AccountStore.findByEmail(tx, email), address));
        return LoginAttempt.subject(AccountStore.key(email), LoginAttempt.network(address), known);
    }

    /** Counts the attempt, or rejects it during a delay. */
    Begun begin(Tx tx, Optional<Account> account, String email, String address) {
        LoginAttempt attempt =
                LoginAttempt.begin(
                        tx,
                        AccountStore.key(email),
                        LoginAttempt.network(address),
                        isKnown(tx, account, address),
                        credentials.now());
        return new Begun(account.orElse(null), email, attempt);
    }

    /** Whether the account's agent has logged in from there recently. */
    private boolean isKnown(Tx tx, Optional<Account> account, String address) {
        if (account.isEmpty()) {
            return false;
        }
        String agentId = account.get().agentId();
        String network = LoginAttempt.network(address);
        return LoginNetworkStore.isKnown(tx, agentId, network, credentials.now())
                || SessionStore.isKnownAddress(tx, agentId, address);
    }

    /**
     * The account if the password is correct and it may log in, otherwise null. Always costs one
     * hash. On success the caller calls {@link LoginAttempt#succeeded}.
     */
    @Nullable Account check(Begun begun, String password) {
        Account account = begun.account;
        boolean right;
        try {
            right = passwords.matches(password, account == null ? null : account.passwordHash());
        } catch (Problem problem) {
            boolean _ =
                    writer.write(
                            tx -> {
                                begun.attempt.withdrawn(tx);
                                return true;
                            });
            throw problem;
        }
        if (right && account != null && account.active()) {
            return account;
        }
        boolean _ =
                writer.write(
                        tx -> {
                            begun.attempt.failed(tx, credentials.now());
                            return true;
                        });
        return null;
    }
}
