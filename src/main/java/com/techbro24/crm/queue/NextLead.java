package com.techbro24.crm.queue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;

/** The lead to call now, with all its fields, and on what terms it is the caller's. */
public record NextLead(@JsonUnwrapped Lead lead, Claim claim) {
    /**
     * That the lead is kept for the caller.
     *
     * @param reason why it is its turn
     * @param until when it is handed out to others again, unless it is being called by then
     */
    public record Claim(QueuePlace.Tier reason, Instant until) {}
}
