package com.techbro24.crm.leads;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.database.Tx;
import java.time.Instant;

/** Lead counts per agent, for other rooms. */
public final class LeadCounts {
    private LeadCounts() {}

    /** The number of the agent's leads that are open or being worked on. */
    public static long open(Tx tx, String agentId) {
        return tx.count("SELECT open_leads FROM lead_loads WHERE agent_id = ?", agentId);
    }

    /** Whether the agent has fewer open leads than its capacity. */
    public static boolean hasRoom(Tx tx, Agent agent) {
        return agent.capacity() == null || open(tx, agent.id()) < agent.capacity();
    }

    /**
     * The number of the agent's sales at or after {@code from} and before {@code to}: leads that
     * were assigned to the agent when they became converted. Revoked sales and deleted leads do not
     * count.
     */
    public static long won(Tx tx, String agentId, Instant from, Instant to) {
        return tx.count(
                "SELECT COUNT(*) FROM lead_status_spans JOIN leads ON leads.id = lead_id"
                        + " WHERE agent_id = ? AND lead_status_spans.status = 'converted'"
                        + " AND left_at IS NULL AND entered_at >= ? AND entered_at < ?"
                        + " AND deleted_at IS NULL",
                agentId,
                from,
                to);
    }
}
