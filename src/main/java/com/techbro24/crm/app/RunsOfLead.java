package com.techbro24.crm.app;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.AutomationRun;
import com.techbro24.crm.automation.AutomationServices;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import java.util.List;

/** The runs of rules about a lead. */
final class RunsOfLead implements LeadDependents {
    @Override
    public String entityType() {
        return AutomationRun.TYPE;
    }

    /** Runs stay with the loser, whose timeline the winner's includes. */
    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        return List.of();
    }

    /** A run is visible to those who see its rule, so an agent sees only what the rule did. */
    @Override
    public boolean isVisibleTo(Caller caller, String entityId, Tx tx) {
        return AutomationServices.isRunVisible(tx, entityId, caller);
    }
}
