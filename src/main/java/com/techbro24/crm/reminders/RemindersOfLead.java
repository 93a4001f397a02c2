package com.techbro24.crm.reminders;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import java.util.List;

/** The reminders about a lead. */
public final class RemindersOfLead implements LeadDependents {
    @Override
    public String entityType() {
        return Reminder.TYPE;
    }

    /** Pending reminders of the loser's agent go to the winner's agent, as after a reassignment. */
    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        String to = winner.assignedAgentId();
        boolean handedOver = to != null && AccountStore.isActive(context.tx(), to);
        return ReminderHandler.move(
                loser.id(),
                winner.id(),
                handedOver ? loser.assignedAgentId() : null,
                handedOver ? to : null,
                context);
    }

    /** A reminder is visible to its agent and the agent's managers only. */
    @Override
    public boolean isVisibleTo(Caller caller, String entityId, Tx tx) {
        return ReminderStore.isVisible(tx, entityId, caller);
    }
}
