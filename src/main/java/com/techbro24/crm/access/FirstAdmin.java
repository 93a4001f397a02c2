package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import java.util.Optional;

/** Creates the first admin. */
public final class FirstAdmin {
    private FirstAdmin() {}

    /** Creates the agent and its account; implemented in Wiring. */
    public interface Maker {
        void make(String email, String password);
    }

    /**
     * The first admin's login, shown once.
     *
     * @param isGenerated whether the password was generated
     */
    public record Login(String email, String password, boolean isGenerated) {
        @Override
        public String toString() {
            return "Login[" + email + "]"; // keeps the password out of logs
        }
    }

    /**
     * Creates the first admin if there is no active admin. Returns its login; empty if there was
     * one.
     *
     * @param password the configured password; generated if empty
     */
    public static Optional<Login> ensure(
            Database database,
            Passwords passwords,
            String email,
            Optional<String> password,
            Maker maker) {
        if (database.<Boolean>read(AccountStore::hasAdmin)) {
            return Optional.empty();
        }
        Login login = new Login(email, password.orElseGet(passwords::make), password.isEmpty());
        try {
            maker.make(login.email(), login.password());
        } catch (Problem problem) {
            if (problem.code() == Problem.Code.CONFLICT) {
                return Optional.empty(); // another node created it at the same time
            }
            throw problem;
        }
        return Optional.of(login);
    }

    /**
     * Whether an active account has this email, but another password. Slow, because the password is
     * hashed.
     */
    public static boolean hasOtherPassword(
            Database database, Passwords passwords, String email, String password) {
        return database.<Optional<Account>>read(tx -> AccountStore.findByEmail(tx, email))
                .filter(Account::active)
                .filter(account -> !passwords.matches(password, account.passwordHash()))
                .isPresent();
    }
}
