package com.techbro24.crm.leads.external;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import com.techbro24.crm.leads.LeadStore;
import java.util.ArrayList;
import java.util.List;

/** The external ids as rows that belong to leads: a merge moves them. */
public final class ExternalIds implements LeadDependents {
    @Override
    public String entityType() {
        return ExternalId.TYPE;
    }

    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        Tx tx = context.tx();
        Visibility seenBefore = LeadStore.visibility(tx, loser);
        Visibility seenAfter = LeadStore.visibility(tx, winner);
        List<Draft> changes = new ArrayList<>();
        for (ExternalId before : ExternalIdStore.ofLead(tx, loser.id())) {
            ExternalId after = before.movedTo(winner.id(), context.now());
            ExternalIdStore.update(tx, after);
            changes.add(
                    Draft.changed(
                            ExternalIdChange.MOVED,
                            ExternalId.TYPE,
                            before,
                            after,
                            seenBefore,
                            seenAfter));
        }
        return changes;
    }

    @Override
    public boolean isVisibleTo(Caller caller, String entityId, Tx tx) {
        return true;
    }

    /** Stores the id of a lead; the lead must be visible to the caller. */
    static Draft link(Tx tx, ExternalId row, Lead lead) {
        ExternalIdStore.insert(tx, row);
        return Draft.created(
                ExternalIdChange.CREATED, ExternalId.TYPE, row, LeadStore.visibility(tx, lead));
    }
}
