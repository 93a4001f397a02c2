package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;

/**
 * Passwords that an operator sets on the command line. While a server has the SQLite file, they
 * wait in {@code password_resets} until it applies them.
 */
public final class PasswordResetStore {
    private PasswordResetStore() {}

    /**
     * A password to set.
     *
     * @param passwordHash made by {@link Passwords#hash}
     */
    public record Reset(String agentId, String passwordHash) {
        /** Keeps the hash out of logs. */
        @Override
        public String toString() {
            return "Reset[" + agentId + "]";
        }
    }

    /** Asks the server that has the file to set the password. */
    public static void request(Tx tx, Reset reset) {
        tx.update(
                "INSERT INTO password_resets (agent_id, password_hash) VALUES (?, ?)"
                        + " ON CONFLICT (agent_id) DO UPDATE SET"
                        + " password_hash = excluded.password_hash",
                reset.agentId(),
                reset.passwordHash());
    }

    /** Whether the request of an agent still waits. */
    public static boolean isWaiting(Tx tx, String agentId) {
        return tx.exists("SELECT 1 FROM password_resets WHERE agent_id = ?", agentId);
    }

    /** Those that wait. */
    public static List<Reset> waiting(Tx tx) {
        return tx.list(
                "SELECT agent_id, password_hash FROM password_resets ORDER BY agent_id",
                row -> new Reset(row.text(), row.text()));
    }

    /** Withdraws a request, or removes it after it was applied. */
    public static void remove(Tx tx, String agentId) {
        tx.update("DELETE FROM password_resets WHERE agent_id = ?", agentId);
    }

    /**
     * Sets the password, ends the account's sessions and API keys, and forgets its failed logins
     * and known networks.
     */
    public static void apply(Tx tx, Reset reset, Instant now) {
        Account account =
                AccountStore.find(tx, reset.agentId()).orElseThrow(() -> Problem.notFound("agent"));
        AccountStore.setPassword(tx, reset.agentId(), reset.passwordHash(), now, null);
        ApiKeyStore.deleteAllOf(tx, reset.agentId());
        FeedTokenStore.deleteOf(tx, reset.agentId());
        LoginNetworkStore.forget(tx, reset.agentId());
        LoginFailureStore.forget(
                tx, LoginFailureStore.subject("account", AccountStore.key(account.email())));
    }
}
