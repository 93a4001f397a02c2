package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.consent.ConsentEntry;
import java.util.List;

/** The entries of a lead in the ledger of consent. */
public final class ConsentOfLead implements LeadDependents {
    @Override
    public String entityType() {
        return ConsentEntry.TYPE;
    }

    /** Entries stay with the loser; {@link LeadMerge} writes what the winner takes over. */
    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        return List.of();
    }

    /** The consent of a lead is visible to everyone who can see the lead. */
    @Override
    public boolean isVisibleTo(Caller caller, String entityId, Tx tx) {
        return true;
    }
}
