package com.techbro24.crm.queue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;

/** The next lead to call, with all its fields and the caller's claim. */
public record NextLead(@JsonUnwrapped Lead lead, Claim claim) {
    /**
     * The claim that reserves the lead for the caller.
     *
     * @param reason why it is next
     * @param until when the claim expires, unless a call has started
     */
    public record Claim(QueuePlace.Tier reason, Instant until) {}
}
