package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentMoves;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.leads.CallResult;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadOperations;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.LeadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a call on its agent and lead: each is a separate change in the transaction of the
 * call.
 */
final class CallEffects {
    private final CallSettings settings;
    private final LeadClaims claims;

    CallEffects(CallSettings settings, LeadClaims claims) {
        this.settings = settings;
        this.claims = claims;
    }

    /**
     * @param before null for a new call
     */
    List<Draft> of(@Nullable Call before, Call after, Context context) {
        List<Draft> drafts = new ArrayList<>();
        agent(before, after, context).ifPresent(drafts::add);
        boolean started =
                after.startedAt() != null && (before == null || before.startedAt() == null);
        boolean ended = hasEnded(after) && (before == null || !hasEnded(before));
        boolean outcomeSet =
                hasEnded(after) && (ended || before == null || before.outcome() != after.outcome());
        boolean attempt = started && after.direction() == CallDirection.OUTBOUND;
        boolean answered =
                after.answeredAt() != null && (before == null || before.answeredAt() == null);
        if ((attempt || answered) && after.leadId() != null) {
            claims.release(context.tx(), after.leadId());
        }
        boolean rescheduled = !outcomeSet && hasEnded(after) && isCallbackChanged(before, after);
        if (after.leadId() != null && (attempt || outcomeSet || rescheduled)) {
            LeadStore.find(context.tx(), after.leadId())
                    .filter(lead -> lead.deletedAt() == null)
                    .ifPresent(
                            lead ->
                                    drafts.addAll(
                                            rescheduled
                                                    ? rescheduled(lead, after, context)
                                                    : lead(
                                                            withRevokedSale(
                                                                    lead, before, after, drafts,
                                                                    context),
                                                            after,
                                                            attempt,
                                                            outcomeSet,
                                                            context)));
        }
        return drafts;
    }

    /** Whether the callback time was set or changed now. */
    private static boolean isCallbackChanged(@Nullable Call before, Call after) {
        return before != null
                && after.callbackAt() != null
                && !after.callbackAt().equals(before.callbackAt());
    }

    private static boolean hasEnded(Call call) {
        return call.status().isEnd() && call.startedAt() != null;
    }

    private Optional<Draft> agent(@Nullable Call before, Call after, Context context) {
        boolean wasActive = before != null && before.active();
        String agentId = after.agentId();
        if (agentId == null || wasActive == after.active()) {
            return Optional.empty();
        }
        if (after.active()) {
            return AgentMoves.move(context, agentId, AgentStatus.ON_CALL);
        }
        AgentStatus next =
                settings.wrapUpMax().isZero() ? AgentStatus.AVAILABLE : AgentStatus.WRAP_UP;
        // An agent who did not report the end of a call is probably away.
        boolean timedOut = after.endReason() != null;
        return AgentMoves.moveFrom(
                context, agentId, AgentStatus.ON_CALL, timedOut ? AgentStatus.OFFLINE : next);
    }

    /**
     * If a corrected outcome is no longer a sale, the lead's conversion is revoked, unless another
     * of its calls is a sale. Only managers may do this.
     */
    private static Lead withRevokedSale(
            Lead lead, @Nullable Call before, Call after, List<Draft> drafts, Context context) {
        boolean corrected =
                before != null
                        && before.sale()
                        && !after.sale()
                        && lead.status() == LeadStatus.CONVERTED
                        && !CallsOfLead.hasSale(context.tx(), lead.id());
        if (!corrected) {
            return lead;
        }
        if (context.caller().role() == Role.AGENT) {
            throw Problem.forbidden("Only a manager can revoke a sale.");
        }
        String reason =
                after.outcome() == null
                        ? "The call's outcome was cleared."
                        : "The call's outcome was corrected to "
                                + EnumNames.of(after.outcome())
                                + ".";
        Lead revoked =
                LeadOperations.scored(
                        context,
                        LeadOperations.withoutSale(context, lead, LeadStatus.CONTACTED, reason));
        drafts.add(LeadOperations.save(context, lead, revoked).because(reason));
        return revoked;
    }

    /**
     * Changes only the follow-up time; the other effects of the outcome have already been applied.
     */
    private List<Draft> rescheduled(Lead lead, Call call, Context context) {
        int attempts = lead.callAttempts();
        LeadEffect effect = LeadEffect.of(call, attempts, settings, context.tx());
        CallResult result =
                new CallResult(attempts, null, effect.followUp(lead, call), false, null, null);
        return LeadOperations.afterCall(context, lead, result).stream().toList();
    }

    private List<Draft> lead(
            Lead lead, Call call, boolean attempt, boolean outcomeSet, Context context) {
        int attempts = lead.callAttempts() + (attempt ? 1 : 0);
        if (!outcomeSet) {
            return LeadOperations.afterCall(context, lead, CallResult.attempt(lead, attempts))
                    .stream()
                    .toList();
        }
        List<Draft> drafts = new ArrayList<>();
        Lead current = lead;
        for (Lead step : afterOutcome(lead, call, attempts, true, context)) {
            Lead next = LeadOperations.scored(context, step);
            drafts.add(LeadOperations.save(context, current, next, evidence(call)));
            current = next;
        }
        return drafts;
    }

    /** How the ledger of consent names a call whose outcome is do-not-call. */
    static String evidence(Call call) {
        return "call " + call.id();
    }

    /**
     * The versions of the lead after a past call, not scored yet; empty if nothing changes.
     *
     * @param setsStatus whether the call may still change the lead's status
     */
    List<Lead> steps(Lead lead, Call call, boolean setsStatus, Context context) {
        boolean attempt = call.startedAt() != null && call.direction() == CallDirection.OUTBOUND;
        int attempts = lead.callAttempts() + (attempt ? 1 : 0);
        return hasEnded(call) ? afterOutcome(lead, call, attempts, setsStatus, context) : List.of();
    }

    /**
     * The versions of the lead after the call, not scored yet; empty if nothing changes. A lost
     * lead that buys after all is reopened first.
     */
    private List<Lead> afterOutcome(
            Lead lead, Call call, int attempts, boolean setsStatus, Context context) {
        LeadEffect effect = LeadEffect.of(call, attempts, settings, context.tx());
        LeadStatus next = setsStatus ? effect.statusOf(lead) : null;
        List<Lead> steps = new ArrayList<>();
        Lead current = lead;
        if (next != null && !lead.status().transitions().contains(next)) {
            current = LeadOperations.reopened(context, lead, LeadStatus.QUALIFIED);
            steps.add(current);
        }
        CallResult result =
                new CallResult(
                        attempts,
                        call.contact() ? call.endedAt() : null,
                        effect.followUp(lead, call),
                        effect.setsDoNotCall(),
                        next,
                        effect.reason());
        Lead last = LeadOperations.withCall(context, current, result);
        if (last != current) {
            steps.add(last);
        }
        return steps;
    }
}
