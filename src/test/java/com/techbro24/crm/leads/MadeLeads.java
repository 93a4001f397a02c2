package com.techbro24.crm.leads;

import java.time.Instant;

/** Leads as their creation makes them, for tests that need no database. */
public final class MadeLeads {
    private MadeLeads() {}

    public static Lead of(LeadCommand.Create command, String id, Instant now) {
        return Lead.create(command, id, command.assignedAgentId(), now);
    }
}
