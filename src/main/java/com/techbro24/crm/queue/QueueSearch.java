package com.techbro24.crm.queue;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.QueueLane;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the next lead of an agent, or why there is none. It changes nothing. */
final class QueueSearch {
    private final CallSettings settings;
    private final Tx tx;
    private final String agentId;
    private final Instant now;
    private final CallingHours hours;

    QueueSearch(CallSettings settings, Tx tx, String agentId, Instant now) {
        this.settings = settings;
        this.tx = tx;
        this.agentId = agentId;
        this.now = now;
        this.hours = CallRuleStore.hours(tx);
    }

    /** A lead, and the tier in which it was found. */
    record Found(String leadId, QueuePlace.Tier tier, long order) {}

    /** The lead that the agent has claimed and not called yet. */
    record Held(ClaimStore.Claim claim, QueuePlace.Tier tier) {}

    Optional<Held> held() {
        return ClaimStore.of(tx, agentId)
                .filter(claim -> claim.until().isAfter(now))
                .flatMap(
                        claim ->
                                ClaimStore.place(tx, claim.leadId(), agentId, now)
                                        .filter(place -> isOpen(QueueLane.of(place.lane())))
                                        .map(place -> new Held(claim, place.tier())));
    }

    /** The best lead that can be claimed now. */
    Optional<Found> best() {
        Optional<Agent> poolAgent = poolAgent();
        return Stream.of(QueuePlace.Tier.values())
                .flatMap(tier -> best(tier, poolAgent).stream())
                .findFirst();
    }

    /** The agent, if it may get unassigned leads and is below its capacity. */
    private Optional<Agent> poolAgent() {
        return AgentStore.find(tx, agentId)
                .filter(agent -> settings.agentsUsePool() || agent.role() != Role.AGENT)
                .filter(agent -> LeadCounts.hasRoom(tx, agent));
    }

    private Optional<Found> best(QueuePlace.Tier tier, Optional<Agent> poolAgent) {
        Optional<ClaimStore.Waiting> own = first(ClaimStore.Source.CALLER, tier, this::isOpen);
        Optional<ClaimStore.Waiting> pooled =
                poolAgent.flatMap(
                        agent ->
                                first(
                                        ClaimStore.Source.POOL,
                                        tier,
                                        lane -> isOpen(lane) && agent.hasSkills(lane.skills())));
        return Stream.concat(own.stream(), pooled.stream())
                .min(Comparator.comparingLong(ClaimStore.Waiting::order))
                .map(waiting -> new Found(waiting.leadId(), tier, waiting.order()));
    }

    private Optional<ClaimStore.Waiting> first(
            ClaimStore.Source owner, QueuePlace.Tier tier, Predicate<QueueLane> fits) {
        List<String> lanes =
                ClaimStore.lanes(tx, owner, tier, agentId).stream()
                        .filter(lane -> fits.test(QueueLane.of(lane)))
                        .toList();
        return ClaimStore.first(tx, owner, tier, lanes, agentId, now);
    }

    private boolean isOpen(QueueLane lane) {
        return hours.isOpen(lane.zones(settings.zone()), now);
    }

    /** Why there is no lead to call now, and when there may be one. */
    NextLead none() {
        QueueTally tally = new QueueTally(hours, settings.zone(), now);
        Optional<Agent> poolAgent = poolAgent();
        for (QueuePlace.Tier tier : QueuePlace.Tier.values()) {
            QueueCountStore.lanes(tx, ClaimStore.Source.CALLER, tier, agentId, now)
                    .forEach(tally::add);
            for (QueueCountStore.Lane lane :
                    QueueCountStore.lanes(tx, ClaimStore.Source.POOL, tier, agentId, now)) {
                if (poolAgent.isEmpty()) {
                    tally.addOverCapacity(lane);
                } else if (poolAgent.get().hasSkills(QueueLane.of(lane.key()).skills())) {
                    tally.add(lane);
                } else {
                    tally.addOtherSkills(lane);
                }
            }
        }
        QueueCountStore.heldUntil(tx, agentId, now).ifPresent(tally::changesAt);
        return tally.result(
                QueueCountStore.inCalls(tx, agentId),
                QueueCountStore.heldByOthers(tx, agentId, now));
    }
}
