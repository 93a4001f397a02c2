package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.CallingZone;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.LeadMoves;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        Caller caller = context.caller();
        if (caller.agentId() == null) {
            throw Problem.forbidden("Only an agent is handed leads to call.");
        }
        return switch (command) {
            case NextLeadCommand.ClaimNext _ -> claimNext(caller, context);
            case NextLeadCommand.Release _ -> {
                ClaimStore.releaseOf(context.tx(), caller.agent());
                yield Outcome.unchanged(null);
            }
        };
    }

    /** A lead together with where it was found. */
    private record Found(ClaimStore.Waiting waiting, QueuePlace.Tier tier) {}

    private Outcome claimNext(Caller caller, Context context) {
        CallingHours hours = CallRuleStore.hours(context.tx());
        Optional<NextLead> held = held(caller, hours, context);
        if (held.isPresent()) {
            return Outcome.unchanged(held.get());
        }
        ClaimStore.releaseOf(context.tx(), caller.agent());
        boolean poolToo = mayDrawFromPool(caller, context);
        return Stream.of(QueuePlace.Tier.values())
                .flatMap(tier -> find(tier, poolToo, caller, hours, context).stream())
                .findFirst()
                .map(found -> hand(found, caller, context))
                .orElseGet(() -> Outcome.unchanged(null));
    }

    /** The lead that the caller was handed before and has not called yet: it asks again. */
    private Optional<NextLead> held(Caller caller, CallingHours hours, Context context) {
        String agentId = caller.agent();
        return ClaimStore.heldBy(context.tx(), agentId, context.now())
                .flatMap(
                        leadId ->
                                ClaimStore.place(context.tx(), leadId, agentId, context.now())
                                        .filter(place -> isOpen(place.zone(), hours, context))
                                        .map(
                                                place ->
                                                        claim(
                                                                lead(leadId, context),
                                                                place.tier(),
                                                                context)));
    }

    /**
     * Agents are handed what is nobody's only where the house shares it, and while they have room.
     */
    private boolean mayDrawFromPool(Caller caller, Context context) {
        return (settings.poolIsShared() || caller.role() != Role.AGENT)
                && LeadCounts.hasRoom(context.tx(), caller.agent());
    }

    private Optional<Found> find(
            QueuePlace.Tier tier,
            boolean poolToo,
            Caller caller,
            CallingHours hours,
            Context context) {
        Stream<ClaimStore.Owner> owners =
                poolToo
                        ? Stream.of(ClaimStore.Owner.CALLER, ClaimStore.Owner.NOBODY)
                        : Stream.of(ClaimStore.Owner.CALLER);
        return owners.flatMap(owner -> first(owner, tier, caller, hours, context).stream())
                .min(Comparator.comparingLong(ClaimStore.Waiting::order))
                .map(waiting -> new Found(waiting, tier));
    }

    private Optional<ClaimStore.Waiting> first(
            ClaimStore.Owner owner,
            QueuePlace.Tier tier,
            Caller caller,
            CallingHours hours,
            Context context) {
        List<String> open =
                ClaimStore.zones(context.tx(), owner, tier, caller.agent()).stream()
                        .filter(zone -> isOpen(zone, hours, context))
                        .toList();
        return ClaimStore.first(context.tx(), owner, tier, open, caller.agent(), context.now());
    }

    private boolean isOpen(String zone, CallingHours hours, Context context) {
        return hours.isOpen(CallingZone.zones(zone, settings.zone()), context.now());
    }

    /** Keeps the lead for the caller; one that was nobody's becomes the caller's. */
    private Outcome hand(Found found, Caller caller, Context context) {
        Lead lead = lead(found.waiting().leadId(), context);
        if (lead.assignedAgentId() != null) {
            return Outcome.unchanged(claim(lead, found.tier(), context));
        }
        Draft assigned = LeadMoves.assign(context, lead, caller.agent());
        return Outcome.changed(claim(lead(lead.id(), context), found.tier(), context), assigned);
    }

    private NextLead claim(Lead lead, QueuePlace.Tier reason, Context context) {
        Instant until = context.now().plus(settings.claimLength());
        ClaimStore.claim(context.tx(), lead.id(), context.caller().agent(), until, context.now());
        return new NextLead(lead, new NextLead.Claim(reason, until));
    }

    private static Lead lead(String id, Context context) {
        return LeadStore.find(context.tx(), id).orElseThrow();
    }
}
