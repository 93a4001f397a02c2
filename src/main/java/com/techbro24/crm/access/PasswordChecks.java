package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at passwords: each try is counted, and costs exactly one hash. */
final class PasswordChecks {
    private final Database database;
    private final GroupCommit writer;
    private final Passwords passwords;
    private final Credentials credentials;

    /**
     * A try that was counted, and whose password is still to be looked at.
     *
     * @param account null where nobody has the email
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
     * By what the tries of an account wait for each other. Somebody who guesses from elsewhere is
     * not in the way of one who is known here.
     */
    String lane(String email, String address) {
        boolean known =
                database.<Boolean>read(
                        tx -> isKnown(tx, AccountStore.findByEmail(tx, email), address));
        return LoginAttempt.subject(AccountStore.key(email), LoginAttempt.network(address), known);
    }

    /** Counts the try, or refuses it where one has to wait first. */
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

    /** Whether the account's agent has logged in from there, or is logged in. */
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
     * The account, where the password is its own and it may log in; always at the cost of a hash.
     * Whoever goes on says so to the attempt.
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
