package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import java.util.List;

/** Rows of another room that belong to leads; they move when a lead is merged into another. */
public interface LeadDependents {
    /** The entity type of these rows in the log. */
    String entityType();

    /**
     * Moves all rows of {@code loser} to {@code winner}, including deleted ones; throws a problem
     * if a row prevents the merge.
     *
     * @param winner the winner after the merge
     * @return a change for each moved row
     */
    List<Draft> move(Lead loser, Lead winner, Context context);

    /** Whether the timeline shows the row's changes to a caller who can see the lead. */
    boolean isVisibleTo(Caller caller, String entityId, Tx tx);
}
