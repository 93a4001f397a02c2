package com.techbro24.crm.queue;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadOperations;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private Outcome claimNext(String agentId, Context context) {
        Optional<QueueSearch.Held> held = search(agentId, context).held();
        if (held.isPresent()) {
            return Outcome.unchanged(extended(held.get(), agentId, context));
        }
        List<Draft> changes = new ArrayList<>(release(agentId, context));
        // After the release, which may have returned a lead to the pool.
        QueueSearch search = search(agentId, context);
        NextLead next =
                search.best()
                        .map(best -> take(best, agentId, changes, context))
                        .orElseGet(search::none);
        return Outcome.changed(next, changes);
    }

    private QueueSearch search(String agentId, Context context) {
        return new QueueSearch(settings, context.tx(), agentId, context.now());
    }

    /** The existing claim, which lasts its full time again. */
    private NextLead extended(QueueSearch.Held held, String agentId, Context context) {
        ClaimStore.Claim claim = held.claim();
        Lead lead = lead(claim.leadId(), context);
        return claim(lead, held.tier(), agentId, claim.claimedVersion(), context);
    }

    /** Claims the lead for the agent; an unassigned lead is also assigned to it. */
    private NextLead take(
            QueueSearch.Found best, String agentId, List<Draft> changes, Context context) {
        Lead lead = lead(best.leadId(), context);
        if (lead.assignedAgentId() != null) {
            return claim(lead, best.tier(), agentId, null, context);
        }
        changes.add(LeadOperations.assign(context, lead, agentId));
        Lead pooled = lead(lead.id(), context);
        return claim(pooled, best.tier(), agentId, pooled.version(), context);
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
        return NextLead.of(lead, reason, until);
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
