package com.techbro24.crm.leads;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;

/** How every command loads the lead that it changes, and saves it. */
final class LeadSaving {
    private LeadSaving() {}

    /**
     * The lead that a command changes: the caller sees it, it is not deleted, and it has the
     * version that the caller expects.
     */
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

    /** With the score that the rules give it, where nobody set one by hand. */
    static Lead scored(Tx tx, Lead lead) {
        if (lead.scoreByHand()) {
            return lead;
        }
        int points = ScoreStore.once(tx).score(lead);
        return points == lead.score() ? lead : LeadEdit.scored(lead, points).same();
    }

    /**
     * A lead as it is to be stored: marked where its number is one that must not be called, and
     * scored.
     *
     * @param before null for a lead that is new
     */
    static Lead settled(Tx tx, @Nullable Lead before, Lead after) {
        return scored(
                tx, DoNotCallStore.isInherited(tx, before, after) ? after.notToCall() : after);
    }

    /** Stores a lead that has changed: one change under its most specific name. */
    static Draft update(Tx tx, Lead before, Lead after) {
        LeadStore.update(tx, before, after);
        return Draft.changed(
                after.kindOfChangeFrom(before),
                Lead.TYPE,
                before,
                after,
                seen(tx, before),
                seen(tx, after));
    }

    private static Visibility seen(Tx tx, Lead lead) {
        return lead.isDeleted() ? Visibility.NOBODY : LeadStore.visibility(tx, lead);
    }
}
