package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;

/** What every save of a lead has in common, whichever command it is part of. */
final class LeadSaving {
    private LeadSaving() {}

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
