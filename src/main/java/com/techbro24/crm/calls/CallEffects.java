package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentMoves;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.leads.CallTrace;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadMoves;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.LeadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call does to its agent and its lead: each a change of its own, in the transaction of the
 * call's.
 */
final class CallEffects {
    private final CallSettings settings;

    CallEffects(CallSettings settings) {
        this.settings = settings;
    }

    /**
     * @param before null for a call that is new
     */
    List<Draft> of(@Nullable Call before, Call after, Context context) {
        List<Draft> drafts = new ArrayList<>();
        agent(before, after, context).ifPresent(drafts::add);
        boolean begun = after.startedAt() != null && (before == null || before.startedAt() == null);
        boolean over = isOver(after) && (before == null || !isOver(before));
        boolean judged =
                isOver(after) && (over || before == null || before.outcome() != after.outcome());
        boolean attempt = begun && after.direction() == CallDirection.OUTBOUND;
        boolean answered =
                after.answeredAt() != null && (before == null || before.answeredAt() == null);
        if ((attempt || answered) && after.leadId() != null) {
            ClaimStore.release(context.tx(), after.leadId());
        }
        boolean agreed = !judged && isOver(after) && isAgreed(before, after);
        if (after.leadId() != null && (attempt || judged || agreed)) {
            LeadStore.find(context.tx(), after.leadId())
                    .filter(lead -> lead.deletedAt() == null)
                    .ifPresent(
                            lead ->
                                    drafts.addAll(
                                            agreed
                                                    ? agreed(lead, after, context)
                                                    : lead(
                                                            unsold(
                                                                    lead, before, after, drafts,
                                                                    context),
                                                            after,
                                                            attempt,
                                                            judged,
                                                            context)));
        }
        return drafts;
    }

    /** Whether a time to call again was told only now. */
    private static boolean isAgreed(@Nullable Call before, Call after) {
        return before != null
                && after.callbackAt() != null
                && !after.callbackAt().equals(before.callbackAt());
    }

    private static boolean isOver(Call call) {
        return call.status().isEnd() && call.startedAt() != null;
    }

    private Optional<Draft> agent(@Nullable Call before, Call after, Context context) {
        boolean was = before != null && before.active();
        String agentId = after.agentId();
        if (agentId == null || was == after.active()) {
            return Optional.empty();
        }
        if (after.active()) {
            return AgentMoves.move(context, agentId, AgentStatus.ON_CALL);
        }
        AgentStatus next =
                settings.wrapUpMax().isZero() ? AgentStatus.AVAILABLE : AgentStatus.WRAP_UP;
        // Whoever did not even notice that its call was over is not there to take the next.
        boolean lost = after.endReason() != null;
        return AgentMoves.moveFrom(
                context, agentId, AgentStatus.ON_CALL, lost ? AgentStatus.OFFLINE : next);
    }

    /**
     * A sale whose call turns out to have been none is taken back with it, unless another call of
     * the lead sold. That is for those who answer for the figures.
     */
    private static Lead unsold(
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
            throw Problem.forbidden("Only a manager may take back a sale.");
        }
        String reason =
                after.outcome() == null
                        ? "The call's outcome was cleared."
                        : "The call's outcome was corrected to "
                                + EnumNames.of(after.outcome())
                                + ".";
        Lead back =
                LeadMoves.scored(
                        context,
                        LeadMoves.withoutSale(context, lead, LeadStatus.CONTACTED, reason));
        drafts.add(LeadMoves.save(context, lead, back).because(reason));
        return back;
    }

    /** Nothing but the time changes: what came of the call has had its effects. */
    private List<Draft> agreed(Lead lead, Call call, Context context) {
        int attempts = lead.callAttempts();
        Consequence consequence = Consequence.of(call, attempts, settings, context.tx());
        CallTrace trace =
                new CallTrace(attempts, null, consequence.followUp(lead, call), false, null, null);
        return LeadMoves.afterCall(context, lead, trace).stream().toList();
    }

    private List<Draft> lead(
            Lead lead, Call call, boolean attempt, boolean judged, Context context) {
        int attempts = lead.callAttempts() + (attempt ? 1 : 0);
        if (!judged) {
            return LeadMoves.afterCall(context, lead, CallTrace.attempt(lead, attempts)).stream()
                    .toList();
        }
        List<Draft> drafts = new ArrayList<>();
        Lead standing = lead;
        for (Lead step : judged(lead, call, attempts, true, context)) {
            Lead next = LeadMoves.scored(context, step);
            drafts.add(LeadMoves.save(context, standing, next));
            standing = next;
        }
        return drafts;
    }

    /**
     * The lead after a past call, step by step and not scored yet; empty where nothing changes.
     *
     * @param setsStatus whether the call may still change the lead's status
     */
    List<Lead> steps(Lead lead, Call call, boolean setsStatus, Context context) {
        boolean attempt = call.startedAt() != null && call.direction() == CallDirection.OUTBOUND;
        int attempts = lead.callAttempts() + (attempt ? 1 : 0);
        return isOver(call) ? judged(lead, call, attempts, setsStatus, context) : List.of();
    }

    /**
     * What becomes of the lead, step by step and not scored yet; nothing where it stays. One that
     * had been given up and buys after all was judged too early, and is first taken up again.
     */
    private List<Lead> judged(
            Lead lead, Call call, int attempts, boolean setsStatus, Context context) {
        Consequence consequence = Consequence.of(call, attempts, settings, context.tx());
        LeadStatus next = setsStatus ? consequence.statusOf(lead) : null;
        List<Lead> steps = new ArrayList<>();
        Lead standing = lead;
        if (next != null && !lead.status().steps().contains(next)) {
            standing = LeadMoves.reopened(context, lead, LeadStatus.QUALIFIED);
            steps.add(standing);
        }
        CallTrace trace =
                new CallTrace(
                        attempts,
                        call.contact() ? call.endedAt() : null,
                        consequence.followUp(lead, call),
                        consequence.setsDoNotCall(),
                        next,
                        consequence.reason());
        Lead last = LeadMoves.called(context, standing, trace);
        if (last != standing) {
            steps.add(last);
        }
        return steps;
    }
}
