package com.techbro24.crm.leads;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;

/** Loads and saves the lead that a command changes. */
final class LeadSaving {
    private LeadSaving() {}

    /** The lead, checked for visibility, deletion and the expected version. */
    static Lead load(String id, Context context) {
        Lead lead = LeadStore.get(context.tx(), id, context.caller());
        if (lead.mergedIntoId() != null) {
            throw Problem.of(Problem.Code.GONE, "This lead was merged into another one.")
                    .with("mergedIntoId", lead.mergedIntoId());
        }
        if (lead.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This lead is deleted; restore it first.");
        }
        context.expect(lead);
        return lead;
    }

    /** Applies the score rules, unless the score was set manually. */
    static Lead scored(Tx tx, Lead lead) {
        if (lead.scoreByHand()) {
            return lead;
        }
        int points = ScoreStore.once(tx).score(lead);
        return points == lead.score() ? lead : LeadEdit.scored(lead, points).sameVersion();
    }

    /**
     * Prepares a lead for storage: inherits the do-not-call mark of its number and applies the
     * score rules.
     *
     * @param before null for a new lead
     */
    static Lead prepared(Tx tx, @Nullable Lead before, Lead after) {
        return scored(
                tx, DoNotCallStore.isInherited(tx, before, after) ? after.withDoNotCall() : after);
    }

    /** Stores a changed lead as one change of its most specific kind. */
    static Draft update(Context context, Lead before, Lead after) {
        return update(context, before, after, null);
    }

    /**
     * The same with evidence for the ledger of consent, if its consent or its do-not-call mark has
     * changed.
     */
    static Draft update(Context context, Lead before, Lead after, @Nullable String evidence) {
        Draft draft = updateRecorded(context.tx(), before, after);
        LeadConsent.follow(context, before, after, evidence);
        return draft;
    }

    /** The same for a change that the ledger of consent has already. */
    static Draft updateRecorded(Tx tx, Lead before, Lead after) {
        LeadStore.update(tx, before, after);
        return Draft.changed(
                after.changeKindSince(before),
                Lead.TYPE,
                before,
                after,
                visibility(tx, before),
                visibility(tx, after));
    }

    private static Visibility visibility(Tx tx, Lead lead) {
        return lead.isDeleted() ? Visibility.NOBODY : LeadStore.visibility(tx, lead);
    }
}
