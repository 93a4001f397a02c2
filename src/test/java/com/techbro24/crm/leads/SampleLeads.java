package com.techbro24.crm.leads;

import java.time.Instant;

/** New leads for tests without a database. */
public final class SampleLeads {
    private SampleLeads() {}

    public static Lead of(LeadCommand.Create command, String id, Instant now) {
        return Lead.create(command, id, command.assignedAgentId(), now);
    }
}
