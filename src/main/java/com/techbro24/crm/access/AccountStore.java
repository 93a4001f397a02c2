package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code accounts}. */
public final class AccountStore {
    private AccountStore() {}

    /** The team of an agent; empty where it has none, or there is no such agent. */
    public static Optional<String> teamOf(Tx tx, String agentId) {
        return tx.first("SELECT team FROM accounts WHERE agent_id = ?", Row::textOrEmpty, agentId)
                .filter(team -> !team.isEmpty());
    }

    public static void insert(
            Tx tx,
            String agentId,
            String email,
            @Nullable String passwordHash,
            Role role,
            @Nullable String team,
            boolean active) {
        int _ =
                tx.update(
                        "INSERT INTO accounts (agent_id, email, email_key, password_hash, role, team, active)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        agentId,
                        email,
                        email.toLowerCase(Locale.ROOT),
                        passwordHash,
                        role,
                        team,
                        active);
    }

    public static void update(
            Tx tx, String agentId, String email, Role role, @Nullable String team, boolean active) {
        int _ =
                tx.update(
                        "UPDATE accounts SET email = ?, email_key = ?, role = ?, team = ?, active = ?"
                                + " WHERE agent_id = ?",
                        email,
                        email.toLowerCase(Locale.ROOT),
                        role,
                        team,
                        active,
                        agentId);
    }

    public static boolean isActive(Tx tx, String agentId) {
        return tx.exists("SELECT 1 FROM accounts WHERE agent_id = ? AND active", agentId);
    }
}
