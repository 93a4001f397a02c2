package com.techbro24.crm.leads;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a call changes on its lead.
 *
 * @param callAttempts the number of attempts so far
 * @param contactedAt when the lead was reached; null if it was not
 * @param nextFollowUpAt when to call again; null for none
 * @param status the new status; null for no change
 * @param reason why it is lost or unqualified; null for every other status
 */
public record CallResult(
        int callAttempts,
        @Nullable Instant contactedAt,
        @Nullable Instant nextFollowUpAt,
        boolean doNotCall,
        @Nullable LeadStatus status,
        @Nullable String reason) {
    /** Counts an attempt and changes nothing else. */
    public static CallResult attempt(Lead lead, int callAttempts) {
        return new CallResult(callAttempts, null, lead.nextFollowUpAt(), false, null, null);
    }
}
