package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.leads.LeadStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a call outcome.
 *
 * @param leadStatus the new status of the lead, if the transition is allowed; null for none
 * @param countsAsContact whether the lead was reached
 * @param countsAsSale whether a call with it is a sale
 * @param retryAfter the delay before the next call without a promised time; null for none
 * @param setsDoNotCall whether the lead must not be called any more
 * @param wantsCallbackTime whether clients should ask the agent for a callback time
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
    /** The entity type in the log and in problems. */
    public static final String TYPE = "call_outcome";

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
