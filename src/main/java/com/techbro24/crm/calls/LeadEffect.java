package com.techbro24.crm.calls;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCategory;
import com.techbro24.crm.leads.LeadStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a finished call on its lead: by the rule of its outcome, or by its status if it has
 * no outcome (yet).
 */
record LeadEffect(
        @Nullable LeadStatus leadStatus,
        @Nullable Duration retryAfter,
        boolean setsDoNotCall,
        @Nullable String reason) {
    static LeadEffect of(Call call, int attempts, CallSettings settings, Tx tx) {
        LeadEffect found =
                call.outcome() == null
                        ? byStatus(call, settings)
                        : byOutcome(CallRuleStore.outcome(tx, call.outcome()));
        boolean exhausted = !call.contact() && attempts >= settings.attemptsMax();
        return exhausted
                ? new LeadEffect(found.leadStatus, null, found.setsDoNotCall, found.reason)
                : found;
    }

    private static LeadEffect byOutcome(OutcomeRule rule) {
        LeadStatus status = rule.leadStatus();
        boolean lost = status != null && status.category() == LeadCategory.LOST;
        return new LeadEffect(
                status,
                rule.retryAfter(),
                rule.setsDoNotCall(),
                lost ? EnumNames.of(rule.outcome()) : null);
    }

    private static LeadEffect byStatus(Call call, CallSettings settings) {
        if (call.status() == CallStatus.COMPLETED) {
            return new LeadEffect(LeadStatus.CONTACTED, null, false, null);
        }
        // A missed incoming call does not change the status of the lead.
        return call.direction() == CallDirection.INBOUND
                ? new LeadEffect(null, null, false, null)
                : new LeadEffect(LeadStatus.ATTEMPTED, settings.retryAfter(), false, null);
    }

    /**
     * The new status of the lead; null for no change. A call never moves a lead back: a reached
     * lead stays reached, and a lost lead is reopened only with a follow-up.
     */
    @Nullable LeadStatus statusOf(Lead lead) {
        LeadStatus now = lead.status();
        if (leadStatus == null || leadStatus == now) {
            return null;
        }
        boolean fresh = now == LeadStatus.NEW || now == LeadStatus.ATTEMPTED;
        boolean idle =
                now.category() == LeadCategory.ON_HOLD || now.category() == LeadCategory.LOST;
        boolean applies =
                switch (leadStatus) {
                    case NEW -> false;
                    case ATTEMPTED -> now == LeadStatus.NEW;
                    case CONTACTED -> fresh || idle && retryAfter != null;
                    case QUALIFIED, NEGOTIATION -> idle || now.compareTo(leadStatus) < 0;
                    case CONVERTED -> now.category() != LeadCategory.WON;
                    case NURTURE, UNQUALIFIED, LOST -> now.transitions().contains(leadStatus);
                };
        boolean reachable =
                leadStatus == LeadStatus.CONVERTED || now.transitions().contains(leadStatus);
        return applies && reachable ? leadStatus : null;
    }

    /**
     * When to call the lead again: at the promised time, otherwise after the rule's delay,
     * otherwise at the existing follow-up if it is after this call.
     */
    @Nullable Instant followUp(Lead lead, Call call) {
        Instant ended = call.endedAt() == null ? call.at() : call.endedAt();
        if (setsDoNotCall || lead.doNotCall()) {
            return null;
        }
        if (call.callbackAt() != null) {
            return call.callbackAt();
        }
        if (retryAfter != null) {
            return ended.plus(retryAfter);
        }
        Instant planned = lead.nextFollowUpAt();
        return planned != null && planned.isAfter(ended) ? planned : null;
    }
}
