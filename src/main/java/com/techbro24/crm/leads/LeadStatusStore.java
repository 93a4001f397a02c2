package com.techbro24.crm.leads;

import com.techbro24.crm.database.Tx;

/**
 * The SQL of {@code lead_status_spans}: one row per period in a status, numbered from 1. It stores
 * the assigned agent at the start of the period; later assignments do not change it.
 */
final class LeadStatusStore {
    private LeadStatusStore() {}

    /** Opens the first span of a new lead. */
    static void begin(Tx tx, Lead lead) {
        tx.update(
                "INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at)"
                        + " VALUES (?, 1, ?, ?, ?)",
                lead.id(),
                lead.status(),
                lead.assignedAgentId(),
                lead.statusSince());
    }

    /** Opens the span of the status that the lead is in. */
    private static void enter(Tx tx, Lead lead) {
        tx.update(
                "INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at)"
                        + " VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM lead_status_spans"
                        + " WHERE lead_id = ?), ?, ?, ?)",
                lead.id(),
                lead.id(),
                lead.status(),
                lead.assignedAgentId(),
                lead.statusSince());
    }

    /** Closes the open span of a lead that has changed its status, and opens the next one. */
    static void step(Tx tx, Lead after) {
        tx.update(
                "UPDATE lead_status_spans SET left_at = ?, next_status = ?"
                        + " WHERE lead_id = ? AND left_at IS NULL",
                after.statusSince(),
                after.status(),
                after.id());
        enter(tx, after);
    }
}
