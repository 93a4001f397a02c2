package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.LeadMoves;
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
 * Hands out the leads that wait for a call. It happens on the writer's thread, of which there is
 * one over all nodes, so no lead is ever handed out twice.
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
                    Outcome.changed(null, giveBack(agent(context), context));
            case NextLeadCommand.EndClaim end -> endClaim(end.agentId(), context);
        };
    }

    private static String agent(Context context) {
        Caller caller = context.caller();
        if (caller.agentId() == null) {
            throw Problem.forbidden("Only an agent is handed leads to call.");
        }
        return caller.agent();
    }

    /** A lead together with where it was found. */
    private record Found(ClaimStore.Waiting waiting, QueuePlace.Tier tier) {}

    private Outcome claimNext(String agentId, Context context) {
        CallingHours hours = CallRuleStore.hours(context.tx());
        Optional<NextLead> held = held(agentId, hours, context);
        if (held.isPresent()) {
            return Outcome.unchanged(held.get());
        }
        List<Draft> changes = new ArrayList<>(giveBack(agentId, context));
        Optional<Agent> drawing = drawing(agentId, context);
        Optional<Found> found =
                Stream.of(QueuePlace.Tier.values())
                        .flatMap(tier -> find(tier, drawing, agentId, hours, context).stream())
                        .findFirst();
        NextLead next = found.map(first -> hand(first, agentId, changes, context)).orElse(null);
        return Outcome.changed(next, changes);
    }

    /** The lead that the caller was handed before and has not called yet: it asks again. */
    private Optional<NextLead> held(String agentId, CallingHours hours, Context context) {
        return ClaimStore.of(context.tx(), agentId)
                .filter(claim -> claim.until().isAfter(context.now()))
                .flatMap(claim -> stillToCall(claim, agentId, hours, context));
    }

    private Optional<NextLead> stillToCall(
            ClaimStore.Claim claim, String agentId, CallingHours hours, Context context) {
        return ClaimStore.place(context.tx(), claim.leadId(), agentId, context.now())
                .filter(place -> isOpen(QueueLane.of(place.lane()), hours, context))
                .map(
                        place ->
                                claim(
                                        lead(claim.leadId(), context),
                                        place.tier(),
                                        agentId,
                                        claim.drawnVersion(),
                                        context));
    }

    /** Agents are handed what is nobody's only where the house shares it, and they have room. */
    private Optional<Agent> drawing(String agentId, Context context) {
        return AgentStore.find(context.tx(), agentId)
                .filter(agent -> settings.poolIsShared() || agent.role() != Role.AGENT)
                .filter(agent -> LeadCounts.hasRoom(context.tx(), agent));
    }

    private Optional<Found> find(
            QueuePlace.Tier tier,
            Optional<Agent> drawing,
            String agentId,
            CallingHours hours,
            Context context) {
        Predicate<QueueLane> open = lane -> isOpen(lane, hours, context);
        Optional<ClaimStore.Waiting> own =
                first(ClaimStore.Owner.CALLER, tier, open, agentId, context);
        Optional<ClaimStore.Waiting> pooled =
                drawing.flatMap(
                        agent ->
                                first(
                                        ClaimStore.Owner.NOBODY,
                                        tier,
                                        open.and(lane -> agent.hasSkills(lane.skills())),
                                        agentId,
                                        context));
        return Stream.concat(own.stream(), pooled.stream())
                .min(Comparator.comparingLong(ClaimStore.Waiting::order))
                .map(waiting -> new Found(waiting, tier));
    }

    private static Optional<ClaimStore.Waiting> first(
            ClaimStore.Owner owner,
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

    /** Keeps the lead for the agent; one that was nobody's becomes the agent's. */
    private NextLead hand(Found found, String agentId, List<Draft> changes, Context context) {
        Lead lead = lead(found.waiting().leadId(), context);
        if (lead.assignedAgentId() != null) {
            return claim(lead, found.tier(), agentId, null, context);
        }
        changes.add(LeadMoves.assign(context, lead, agentId));
        Lead drawn = lead(lead.id(), context);
        return claim(drawn, found.tier(), agentId, drawn.version(), context);
    }

    private NextLead claim(
            Lead lead,
            QueuePlace.Tier reason,
            String agentId,
            @Nullable Integer drawnVersion,
            Context context) {
        Instant until = context.now().plus(settings.claimLength());
        ClaimStore.claim(
                context.tx(), agentId, new ClaimStore.Claim(lead.id(), until, drawnVersion));
        return new NextLead(lead, new NextLead.Claim(reason, until));
    }

    private static Outcome endClaim(String agentId, Context context) {
        boolean ended =
                ClaimStore.of(context.tx(), agentId)
                        .filter(claim -> !claim.until().isAfter(context.now()))
                        .isPresent();
        return Outcome.changed(null, ended ? giveBack(agentId, context) : List.of());
    }

    /** What was drawn from the pool returns there, unless somebody did something about it. */
    private static List<Draft> giveBack(String agentId, Context context) {
        Optional<ClaimStore.Claim> claim = ClaimStore.of(context.tx(), agentId);
        ClaimStore.releaseOf(context.tx(), agentId);
        return claim
                .flatMap(
                        held ->
                                LeadStore.find(context.tx(), held.leadId())
                                        .filter(lead -> isUntouched(lead, held)))
                .map(lead -> LeadMoves.assign(context, lead, null))
                .stream()
                .toList();
    }

    private static boolean isUntouched(Lead lead, ClaimStore.Claim claim) {
        Integer drawn = claim.drawnVersion();
        return drawn != null && drawn == lead.version();
    }

    private static Lead lead(String id, Context context) {
        return LeadStore.find(context.tx(), id).orElseThrow();
    }
}
