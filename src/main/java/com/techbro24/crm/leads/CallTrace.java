package com.techbro24.crm.leads;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a call leaves on its lead.
 *
 * @param callAttempts how often the lead was called by now
 * @param contactedAt when it was spoken to; null where it was not
 * @param nextFollowUpAt when it is to be called again; null for no plan
 * @param status the status it takes; null where it keeps its own
 * @param reason why it is lost or not worth a call; null in every other status
 */
public record CallTrace(
        int callAttempts,
        @Nullable Instant contactedAt,
        @Nullable Instant nextFollowUpAt,
        boolean doNotCall,
        @Nullable LeadStatus status,
        @Nullable String reason) {
    /** One more attempt, and nothing else. */
    public static CallTrace attempt(Lead lead, int callAttempts) {
        return new CallTrace(callAttempts, null, lead.nextFollowUpAt(), false, null, null);
    }
}
