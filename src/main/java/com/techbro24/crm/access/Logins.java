package com.techbro24.crm.access;

import com.techbro24.crm.access.PasswordChecks.Begun;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Logging in and out. A wrong password, an unknown email, an account without a password and a
 * disabled account give the same response, and each costs exactly one hash.
 */
public final class Logins {
    /** The maximum per account; a further login ends the oldest session. */
    private static final int SESSIONS_MAX = 100;

    private final Database database;
    private final GroupCommit writer;
    private final Passwords passwords;
    private final Credentials credentials;
    private final SessionSettings settings;
    private final PasswordChecks checks;
    private final LoginQueue queue = new LoginQueue();

    /** A new session with its token, which is shown only once. */
    public record Opened(Session session, String token) {
        @Override
        public String toString() {
            return "Opened[" + session.id() + "]"; // keeps the token out of logs
        }
    }

    public Logins(
            Database database,
            GroupCommit writer,
            Passwords passwords,
            Credentials credentials,
            SessionSettings settings) {
        this.database = database;
        this.writer = writer;
        this.passwords = passwords;
        this.credentials = credentials;
        this.settings = settings;
        this.checks = new PasswordChecks(database, writer, passwords, credentials);
    }

    /**
     * Opens a session. Problems: {@code unauthenticated}; {@code limited} after too many attempts.
     */
    public Opened open(String email, String password, Origin origin) {
        return queue.runInTurn(
                checks.lane(email, origin.address()), () -> openNow(email, password, origin));
    }

    private Opened openNow(String email, String password, Origin origin) {
        Begun begun =
                writer.write(
                        tx ->
                                checks.begin(
                                        tx,
                                        AccountStore.findByEmail(tx, email),
                                        email,
                                        origin.address()));
        Account account = checks.check(begun, password);
        if (account == null) {
            throw Problem.unauthenticated("The email or the password is wrong.");
        }
        String newHash =
                account.passwordHash() != null && passwords.isOutdated(account.passwordHash())
                        ? passwords.hash(password)
                        : null;
        Token token = Token.make(Token.SESSION);
        Session session =
                writer.write(
                        tx -> {
                            checkUnchanged(tx, account);
                            begun.attempt().succeeded(tx, credentials.now());
                            LoginNetworkStore.add(
                                    tx,
                                    account.agentId(),
                                    LoginAttempt.network(origin.address()),
                                    credentials.now());
                            if (newHash != null) {
                                AccountStore.setHash(tx, account.agentId(), newHash);
                            }
                            return insert(tx, account, token, origin);
                        });
        return new Opened(session, token.text());
    }

    /**
     * Changes the caller's password and ends all its other sessions.
     *
     * @param caller must have a session, not an API key
     */
    public void changePassword(Caller caller, String current, String changed, String address) {
        checkIsSession(caller);
        Begun begun =
                writer.write(
                        tx -> {
                            Begun own = beginOwn(tx, caller, Role.EVERYONE, address);
                            Passwords.check("newPassword", changed, own.email());
                            return own;
                        });
        Account account = confirmed(begun, current, "The current password is wrong.");
        String hash = passwords.hash(changed);
        boolean _ =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, credentials.now());
                            checkUnchanged(tx, account);
                            begun.attempt().succeeded(tx, credentials.now());
                            AccountStore.setPassword(
                                    tx,
                                    account.agentId(),
                                    hash,
                                    credentials.now(),
                                    caller.credentialId());
                            return true;
                        });
        credentials.forget(account.agentId());
    }

    /**
     * Resets another agent's password and ends its sessions and API keys. The admin must enter
     * their own password.
     *
     * @param caller an admin with a session, not an API key
     * @param own the caller's own password
     */
    public void setPassword(
            Caller caller, String own, String agentId, String changed, String address) {
        checkIsSession(caller);
        if (caller.is(agentId)) {
            // Otherwise anyone at an unlocked screen could take over the account.
            throw Problem.forbidden(
                    "Use the route for your own password, with your current password.");
        }
        Begun begun =
                writer.write(
                        tx -> {
                            Begun admin = beginOwn(tx, caller, Role.ADMINS, address);
                            Account other =
                                    AccountStore.find(tx, agentId)
                                            .orElseThrow(() -> Problem.notFound("agent"));
                            Passwords.check("newPassword", changed, other.email());
                            return admin;
                        });
        Account account = confirmed(begun, own, "Your own password is wrong.");
        String hash = passwords.hash(changed);
        boolean _ =
                writer.write(
                        tx -> {
                            Instant now = credentials.now();
                            Caller _ = Credentials.present(tx, caller, Role.ADMINS, now);
                            checkUnchanged(tx, account);
                            begun.attempt().succeeded(tx, now);
                            AccountStore.setPassword(tx, agentId, hash, now, null);
                            ApiKeyStore.deleteAllOf(tx, agentId);
                            FeedTokenStore.deleteOf(tx, agentId);
                            LoginNetworkStore.forget(tx, agentId);
                            return true;
                        });
        credentials.forget(agentId);
    }

    /** Starts a check of the caller's own password. */
    private Begun beginOwn(Tx tx, Caller caller, Set<Role> roles, String address) {
        Caller _ = Credentials.present(tx, caller, roles, credentials.now());
        Account account =
                AccountStore.find(tx, caller.agent()).orElseThrow(() -> Problem.notFound("agent"));
        return checks.begin(tx, Optional.of(account), account.email(), address);
    }

    private Account confirmed(Begun begun, String password, String otherwise) {
        Account account = checks.check(begun, password);
        if (account == null) {
            throw Problem.unprocessable(otherwise);
        }
        return account;
    }

    /** The caller's active sessions, last used first. */
    public List<Session> list(Caller caller) {
        return database.read(tx -> SessionStore.liveOf(tx, caller.agent(), credentials.now()));
    }

    /** Ends one of the caller's sessions. */
    public void end(Caller caller, String sessionId) {
        checkIsSession(caller);
        boolean was =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, credentials.now());
                            return SessionStore.delete(tx, caller.agent(), sessionId);
                        });
        credentials.forget(caller.agent());
        if (!was) {
            throw Problem.notFound("session");
        }
    }

    /** Deletes some expired rows; returns whether more are left. */
    public static boolean purge(Tx tx, Instant now) {
        boolean sessions = SessionStore.purge(tx, now);
        boolean keys = ApiKeyStore.purge(tx, now);
        boolean networks = LoginNetworkStore.purge(tx, now);
        return LoginFailureStore.purge(tx, now) || sessions || keys || networks;
    }

    /** API keys are for programs and cannot change a person's login. */
    public static void checkIsSession(Caller caller) {
        if (caller.kind() != Caller.Kind.SESSION) {
            throw Problem.forbidden("API keys are not allowed here; log in with a password.");
        }
    }

    /** The account may have been disabled, or its password changed, during hashing. */
    private static void checkUnchanged(Tx tx, Account account) {
        Account now = AccountStore.find(tx, account.agentId()).orElse(null);
        if (now == null
                || !now.active()
                || !java.util.Objects.equals(
                        now.passwordChangedAt(), account.passwordChangedAt())) {
            throw Problem.unauthenticated("The email or the password is wrong.");
        }
    }

    private Session insert(Tx tx, Account account, Token token, Origin origin) {
        Instant now = credentials.now();
        Instant end = now.plus(settings.ageMax());
        Instant idleEnd = now.plus(settings.idleMax());
        Session session =
                new Session(
                        Id.next(),
                        account.agentId(),
                        origin.deviceId(),
                        origin.deviceName(),
                        origin.address(),
                        origin.userAgent(),
                        now,
                        now,
                        idleEnd.isBefore(end) ? idleEnd : end,
                        end);
        SessionStore.insert(tx, session, token.hash());
        SessionStore.keepNewest(tx, account.agentId(), SESSIONS_MAX);
        return session;
    }
}
