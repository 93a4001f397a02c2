package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes that other rooms may make to a lead within their own commands. */
public final class LeadOperations {
    private LeadOperations() {}

    /** Stores the result of a call as one change; empty if nothing differs. */
    public static Optional<Draft> afterCall(Context context, Lead before, CallResult result) {
        Lead after = withCall(context, before, result);
        return after == before
                ? Optional.empty()
                : Optional.of(save(context, before, scored(context, after)));
    }

    /** The lead with the result of a call, not scored yet; itself if nothing differs. */
    public static Lead withCall(Context context, Lead before, CallResult result) {
        return before.afterCall(result, context.now());
    }

    /** Reopens a lost lead; not scored yet. */
    public static Lead reopened(Context context, Lead before, LeadStatus status) {
        return before.withStatus(status, null, context.now());
    }

    /** Revokes a sale; not scored yet. */
    public static Lead withoutSale(Context context, Lead before, LeadStatus status, String reason) {
        return before.withoutSale(status, reason, context.now());
    }

    public static Lead scored(Context context, Lead lead) {
        return LeadSaving.scored(context.tx(), lead);
    }

    public static Draft save(Context context, Lead before, Lead after) {
        return LeadSaving.update(context, before, after);
    }

    /**
     * The same with evidence for the ledger of consent.
     *
     * @param evidence what proves a changed consent or do-not-call mark, such as a call
     */
    public static Draft save(Context context, Lead before, Lead after, String evidence) {
        return LeadSaving.update(context, before, after, evidence);
    }

    /** Combines several edits into the next version; returns {@code before} if nothing differs. */
    public static Lead asOneVersion(Context context, Lead before, Lead after) {
        return scored(context, after).asNextVersionOf(before);
    }

    /** Resets the call fields of a lead; its status stays. */
    public static Lead withoutCalls(Context context, Lead lead) {
        return lead.afterCall(new CallResult(0, null, null, false, null, null), context.now());
    }

    /** Assigns an unassigned lead to an agent, or returns a lead to the pool. */
    public static Draft assign(Context context, Lead before, @Nullable String agentId) {
        return save(context, before, scored(context, before.assignedTo(agentId, context.now())));
    }
}
