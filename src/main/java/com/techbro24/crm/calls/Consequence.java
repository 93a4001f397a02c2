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
 * What a call that is over means for its lead: the rule of its outcome, or telephony's word where
 * its agent has said nothing (yet).
 */
record Consequence(
        @Nullable LeadStatus leadStatus,
        @Nullable Duration retryAfter,
        boolean setsDoNotCall,
        @Nullable String reason) {
    static Consequence of(Call call, int attempts, CallSettings settings, Tx tx) {
        Consequence found =
                call.outcome() == null
                        ? unsaid(call, settings)
                        : said(CallRuleStore.outcome(tx, call.outcome()));
        boolean inVain = !call.contact() && attempts >= settings.attemptsMax();
        return inVain
                ? new Consequence(found.leadStatus, null, found.setsDoNotCall, found.reason)
                : found;
    }

    private static Consequence said(OutcomeRule rule) {
        LeadStatus status = rule.leadStatus();
        boolean lost = status != null && status.category() == LeadCategory.LOST;
        return new Consequence(
                status,
                rule.retryAfter(),
                rule.setsDoNotCall(),
                lost ? EnumNames.of(rule.outcome()) : null);
    }

    private static Consequence unsaid(Call call, CallSettings settings) {
        if (call.status() == CallStatus.COMPLETED) {
            return new Consequence(LeadStatus.CONTACTED, null, false, null);
        }
        // That somebody rang and nobody took it says nothing about how far the lead has come.
        return call.direction() == CallDirection.INBOUND
                ? new Consequence(null, null, false, null)
                : new Consequence(LeadStatus.ATTEMPTED, settings.retryAfter(), false, null);
    }

    /**
     * The status that the lead takes; null where it keeps its own. A call never takes a lead back:
     * who was reached was reached, and who is given up is taken up again only with something to do.
     */
    @Nullable LeadStatus statusOf(Lead lead) {
        LeadStatus now = lead.status();
        if (leadStatus == null || leadStatus == now) {
            return null;
        }
        boolean fresh = now == LeadStatus.NEW || now == LeadStatus.ATTEMPTED;
        boolean idle =
                now.category() == LeadCategory.ON_HOLD || now.category() == LeadCategory.LOST;
        boolean taken =
                switch (leadStatus) {
                    case NEW -> false;
                    case ATTEMPTED -> now == LeadStatus.NEW;
                    case CONTACTED -> fresh || idle && retryAfter != null;
                    case QUALIFIED, NEGOTIATION -> idle || now.compareTo(leadStatus) < 0;
                    case CONVERTED -> now.category() != LeadCategory.WON;
                    case NURTURE, UNQUALIFIED, LOST -> now.steps().contains(leadStatus);
                };
        boolean reachable = leadStatus == LeadStatus.CONVERTED || now.steps().contains(leadStatus);
        return taken && reachable ? leadStatus : null;
    }

    /**
     * When the lead is to be called again: as agreed, else after the rule's delay, else as was
     * planned before, unless this call was what was planned.
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
