package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.leads.LeadStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome leads to.
 *
 * @param leadStatus the status that the lead takes, where a step leads there; null for none
 * @param countsAsContact whether the lead was spoken to
 * @param retryAfter when the lead is to be called again, where no time was agreed; null for never
 * @param setsDoNotCall whether the lead is not to be called any more
 * @param wantsCallbackTime whether a client asks its agent for the time to call again
 */
public record OutcomeRule(
        CallOutcome outcome,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable LeadStatus leadStatus,
        boolean countsAsContact,
        boolean countsAsSale,
        @Nullable Duration retryAfter,
        boolean setsDoNotCall,
        boolean wantsCallbackTime)
        implements Entity {
    /** What the log and problems call it. */
    public static final String TYPE = "call_outcome";

    /** An outcome is its own id. */
    @Override
    public String id() {
        return EnumNames.of(outcome);
    }

    OutcomeRule with(Patch<OutcomeFields> patch, Instant now) {
        OutcomeFields fields = patch.values();
        OutcomeRule same =
                new OutcomeRule(
                        outcome,
                        version,
                        createdAt,
                        updatedAt,
                        patch.or("leadStatus", fields.leadStatus(), leadStatus),
                        patch.or("countsAsContact", fields.countsAsContact(), countsAsContact),
                        patch.or("countsAsSale", fields.countsAsSale(), countsAsSale),
                        patch.or("retryAfter", fields.retryAfter(), retryAfter),
                        patch.or("setsDoNotCall", fields.setsDoNotCall(), setsDoNotCall),
                        patch.or(
                                "wantsCallbackTime",
                                fields.wantsCallbackTime(),
                                wantsCallbackTime));
        return same.equals(this)
                ? this
                : new OutcomeRule(
                        outcome,
                        version + 1,
                        createdAt,
                        now,
                        same.leadStatus,
                        same.countsAsContact,
                        same.countsAsSale,
                        same.retryAfter,
                        same.setsDoNotCall,
                        same.wantsCallbackTime);
    }
}
