package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other rooms may do to a lead within a command of their own. */
public final class LeadMoves {
    private LeadMoves() {}

    /** Leaves on the lead what a call came to, as one change; none where nothing differs. */
    public static Optional<Draft> afterCall(Context context, Lead before, CallTrace trace) {
        Lead after = called(context, before, trace);
        return after == before
                ? Optional.empty()
                : Optional.of(save(context, before, scored(context, after)));
    }

    /** The lead with what a call came to, not scored yet; itself where nothing differs. */
    public static Lead called(Context context, Lead before, CallTrace trace) {
        return before.afterCall(trace, context.now());
    }

    /** The lead taken up again that had been given up, not scored yet. */
    public static Lead reopened(Context context, Lead before, LeadStatus status) {
        return before.withStatus(status, null, context.now());
    }

    /** The lead with a sale taken back that was none, not scored yet. */
    public static Lead withoutSale(Context context, Lead before, LeadStatus status, String reason) {
        return before.withoutSale(status, reason, context.now());
    }

    public static Lead scored(Context context, Lead lead) {
        return LeadSaving.scored(context.tx(), lead);
    }

    /** Saves a lead that has changed. */
    public static Draft save(Context context, Lead before, Lead after) {
        return LeadSaving.update(context.tx(), before, after);
    }

    /** A lead that has changed several times as the next version; itself where nothing differs. */
    public static Lead atOnce(Context context, Lead before, Lead after) {
        return scored(context, after).following(before);
    }

    /** The lead as if nobody had called it yet, but for how far it has come. */
    public static Lead uncalled(Context context, Lead lead) {
        return lead.afterCall(new CallTrace(0, null, null, false, null, null), context.now());
    }

    /** Gives a lead that is nobody's to an agent, or one back to the pool. */
    public static Draft assign(Context context, Lead before, @Nullable String agentId) {
        return save(context, before, scored(context, before.assignedTo(agentId, context.now())));
    }
}
