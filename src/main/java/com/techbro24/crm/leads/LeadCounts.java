package com.techbro24.crm.leads;

import com.techbro24.crm.database.Tx;
import java.time.Instant;

/** How many leads an agent has, for rooms that share them out or count what came of them. */
public final class LeadCounts {
    private LeadCounts() {}

    /** How many leads of the agent's are open or being worked on. */
    public static long open(Tx tx, String agentId) {
        return tx.count("SELECT open_leads FROM lead_loads WHERE agent_id = ?", agentId);
    }

    /** Whether the agent takes another open lead by itself. */
    public static boolean hasRoom(Tx tx, String agentId) {
        return !tx.exists(
                "SELECT 1 FROM agents WHERE id = ? AND capacity <= ?", agentId, open(tx, agentId));
    }

    /** How many of the agent's leads were won at or after {@code from} and before {@code to}. */
    public static long won(Tx tx, String agentId, Instant from, Instant to) {
        return tx.count(
                "SELECT COUNT(*) FROM leads WHERE assigned_agent_id = ? AND converted_at >= ?"
                        + " AND converted_at < ? AND deleted_at IS NULL",
                agentId,
                from,
                to);
    }
}
