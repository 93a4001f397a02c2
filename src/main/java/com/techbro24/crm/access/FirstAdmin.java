package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import java.util.Optional;

/** Lets somebody in where nobody could come in yet. */
public final class FirstAdmin {
    private FirstAdmin() {}

    /** Makes the agent and its account; given by whoever puts the program together. */
    public interface Maker {
        void make(String email, String password);
    }

    /**
     * The first admin's login, to be told once.
     *
     * @param isMade whether the password was made here, so that nobody knows it yet
     */
    public record Login(String email, String password, boolean isMade) {
        @Override
        public String toString() {
            return "Login[" + email + "]"; // no password in a log
        }
    }

    /**
     * Makes the first admin where no admin could come in; its login, or empty where there was one
     * already.
     *
     * @param password the one that was set; without one a password is made
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
                return Optional.empty(); // another node that started at the same time was faster
            }
            throw problem;
        }
        return Optional.of(login);
    }
}
