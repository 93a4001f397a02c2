package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import java.util.List;

/** What another room keeps about leads: it goes along where one is merged into another. */
public interface LeadBelongings {
    /** What the log calls such a row. */
    String entityType();

    /**
     * Makes all that is about {@code loser} be about {@code winner}, deleted rows too; what stands
     * in the way is thrown as a problem.
     *
     * @param winner as it is after the merge
     * @return a change for each row that was moved
     */
    List<Draft> move(Lead loser, Lead winner, Context context);

    /** Whether a caller who sees the lead is told in its timeline of what happened to the row. */
    boolean isToldTo(Caller caller, String entityId, Tx tx);
}
