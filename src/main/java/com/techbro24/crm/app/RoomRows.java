package com.techbro24.crm.app;

import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.calls.CallRuleStore;
import com.techbro24.crm.calls.CallStore;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import com.techbro24.crm.notifications.NotificationStore;
import com.techbro24.crm.reminders.ReminderStore;
import com.techbro24.crm.sync.Reference;
import java.util.List;

/** The types of rows of every room. */
public final class RoomRows {
    public static final RowCatalog ALL =
            new RowCatalog(
                    List.of(
                            AgentStore.ROWS,
                            LeadStore.ROWS,
                            CallStore.ROWS,
                            ReminderStore.ROWS,
                            NotificationStore.ROWS));

    /** More agents than any team has. */
    private static final int AGENTS_MAX = 10_000;

    /** The rows that offline clients only read. */
    public static final List<Reference> REFERENCES =
            List.of(
                    new Reference(
                            "agents",
                            "id",
                            (tx, viewer) -> AgentStore.ROWS.after(tx, viewer, "", AGENTS_MAX)),
                    new Reference(
                            "call-outcomes", "outcome", (tx, _) -> CallRuleStore.outcomes(tx)),
                    new Reference(
                            "calling-hours", "id", (tx, _) -> List.of(CallRuleStore.hours(tx))),
                    new Reference("custom-fields", "id", (tx, _) -> CustomFieldStore.all(tx)));

    private RoomRows() {}
}
