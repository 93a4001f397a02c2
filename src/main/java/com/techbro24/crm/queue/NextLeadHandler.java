package com.techbro24.crm.queue;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.LeadOperations;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.QueueLane;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns queued leads to agents who ask for the next call. It runs on the single writer of all
 * nodes, so no lead is claimed twice.
 */
public final class NextLeadHandler implements Handler<NextLeadCommand> {
    private final CallSettings settings;

    public NextLeadHandler(CallSettings settings) {
        this.settings = settings;
    }

    @Override
    public Outcome handle(NextLeadCommand command, Context context) {
        return switch (command) {
            case NextLeadCommand.ClaimNext _ -> claimNext(agent(context), context);
            case NextLeadCommand.Release _ ->
                    Outcome.changed(null, release(agent(context), context));
            case NextLeadCommand.EndClaim end -> endClaim(end.agentId(), context);
        };
    }

    private static String agent(Context context) {
        Caller caller = context.caller();
        if (caller.agentId() == null) {
            throw Problem.forbidden("Only agents can claim leads.");
        }
        return caller.agent();
    }

    /** A lead and the tier in which it was found. */
    private record Found(ClaimStore.Waiting waiting, QueuePlace.Tier tier) {}

    private Outcome claimNext(String agentId, Context context) {
        CallingHours hours = CallRuleStore.hours(context.tx());
        Optional<NextLead> existing = existing(agentId, hours, context);
        if (existing.isPresent()) {
            return Outcome.unchanged(existing.get());
        }
        List<Draft> changes = new ArrayList<>(release(agentId, context));
        Optional<Agent> poolAgent = poolAgent(agentId, context);
        Optional<Found> found =
                Stream.of(QueuePlace.Tier.values())
                        .flatMap(tier -> find(tier, poolAgent, agentId, hours, context).stream())
                        .findFirst();
        NextLead next = found.map(first -> take(first, agentId, changes, context)).orElse(null);
        return Outcome.changed(next, changes);
    }

    /** The lead the caller has already claimed and not called yet. */
    private Optional<NextLead> existing(String agentId, CallingHours hours, Context context) {
        return ClaimStore.of(context.tx(), agentId)
                .filter(claim -> claim.until().isAfter(context.now()))
                .flatMap(claim -> stillQueued(claim, agentId, hours, context));
    }

    private Optional<NextLead> stillQueued(
            ClaimStore.Claim claim, String agentId, CallingHours hours, Context context) {
        return ClaimStore.place(context.tx(), claim.leadId(), agentId, context.now())
                .filter(place -> isOpen(QueueLane.of(place.lane()), hours, context))
                .map(
                        place ->
                                claim(
                                        lead(claim.leadId(), context),
                                        place.tier(),
                                        agentId,
                                        claim.claimedVersion(),
                                        context));
    }

    /** The agent, if it may get unassigned leads and is below its capacity. */
    private Optional<Agent> poolAgent(String agentId, Context context) {
        return AgentStore.find(context.tx(), agentId)
                .filter(agent -> settings.agentsUsePool() || agent.role() != Role.AGENT)
                .filter(agent -> LeadCounts.hasRoom(context.tx(), agent));
    }

    private Optional<Found> find(
            QueuePlace.Tier tier,
            Optional<Agent> poolAgent,
            String agentId,
            CallingHours hours,
            Context context) {
        Predicate<QueueLane> open = lane -> isOpen(lane, hours, context);
        Optional<ClaimStore.Waiting> own =
                first(ClaimStore.Source.CALLER, tier, open, agentId, context);
        Optional<ClaimStore.Waiting> pooled =
                poolAgent.flatMap(
                        agent ->
                                first(
                                        ClaimStore.Source.POOL,
                                        tier,
                                        open.and(lane -> agent.hasSkills(lane.skills())),
                                        agentId,
                                        context));
        return Stream.concat(own.stream(), pooled.stream())
                .min(Comparator.comparingLong(ClaimStore.Waiting::order))
                .map(waiting -> new Found(waiting, tier));
    }

    private static Optional<ClaimStore.Waiting> first(
            ClaimStore.Source owner,
            QueuePlace.Tier tier,
            Predicate<QueueLane> open,
            String agentId,
            Context context) {
        List<String> lanes =
                ClaimStore.lanes(context.tx(), owner, tier, agentId).stream()
                        .filter(lane -> open.test(QueueLane.of(lane)))
                        .toList();
        return ClaimStore.first(context.tx(), owner, tier, lanes, agentId, context.now());
    }

    private boolean isOpen(QueueLane lane, CallingHours hours, Context context) {
        return hours.isOpen(lane.zones(settings.zone()), context.now());
    }

    /** Claims the lead for the agent; an unassigned lead is also assigned to it. */
    private NextLead take(Found found, String agentId, List<Draft> changes, Context context) {
        Lead lead = lead(found.waiting().leadId(), context);
        if (lead.assignedAgentId() != null) {
            return claim(lead, found.tier(), agentId, null, context);
        }
        changes.add(LeadOperations.assign(context, lead, agentId));
        Lead pooled = lead(lead.id(), context);
        return claim(pooled, found.tier(), agentId, pooled.version(), context);
    }

    private NextLead claim(
            Lead lead,
            QueuePlace.Tier reason,
            String agentId,
            @Nullable Integer claimedVersion,
            Context context) {
        Instant until = context.now().plus(settings.claimLength());
        ClaimStore.claim(
                context.tx(), agentId, new ClaimStore.Claim(lead.id(), until, claimedVersion));
        return new NextLead(lead, new NextLead.Claim(reason, until));
    }

    private static Outcome endClaim(String agentId, Context context) {
        boolean ended =
                ClaimStore.of(context.tx(), agentId)
                        .filter(claim -> !claim.until().isAfter(context.now()))
                        .isPresent();
        return Outcome.changed(null, ended ? release(agentId, context) : List.of());
    }

    /** Releases the claim; a lead from the pool returns there if it has not been changed. */
    private static List<Draft> release(String agentId, Context context) {
        Optional<ClaimStore.Claim> claim = ClaimStore.of(context.tx(), agentId);
        ClaimStore.releaseOf(context.tx(), agentId);
        return claim
                .flatMap(
                        existing ->
                                LeadStore.find(context.tx(), existing.leadId())
                                        .filter(lead -> isUntouched(lead, existing)))
                .map(lead -> LeadOperations.assign(context, lead, null))
                .stream()
                .toList();
    }

    private static boolean isUntouched(Lead lead, ClaimStore.Claim claim) {
        Integer pooled = claim.claimedVersion();
        return pooled != null && pooled == lead.version();
    }

    private static Lead lead(String id, Context context) {
        return LeadStore.find(context.tx(), id).orElseThrow();
    }
}
