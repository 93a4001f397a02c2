package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.Optional;

/** The SQL of {@code accounts}. */
public final class AccountStore {
    private AccountStore() {}

    /** The team of an agent; empty where it has none, or there is no such agent. */
    public static Optional<String> teamOf(Tx tx, String agentId) {
        return tx.first("SELECT team FROM accounts WHERE agent_id = ?", Row::textOrEmpty, agentId)
                .filter(team -> !team.isEmpty());
    }

    public static boolean isActive(Tx tx, String agentId) {
        return tx.exists("SELECT 1 FROM accounts WHERE agent_id = ? AND active", agentId);
    }
}
