package com.techbro24.crm.app;

import com.techbro24.crm.agents.AgentChange;
import com.techbro24.crm.automation.AutomationChange;
import com.techbro24.crm.bulk.BulkChange;
import com.techbro24.crm.calls.CallChange;
import com.techbro24.crm.calls.CallRuleChange;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.exports.ExportChange;
import com.techbro24.crm.extensions.EndpointChange;
import com.techbro24.crm.imports.ImportChange;
import com.techbro24.crm.imports.ImportScheduleChange;
import com.techbro24.crm.integrations.IntegrationChange;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.ScoreChange;
import com.techbro24.crm.leads.consent.ConsentChange;
import com.techbro24.crm.leads.customfields.CustomFieldChange;
import com.techbro24.crm.leads.external.ExternalIdChange;
import com.techbro24.crm.notifications.NotificationChange;
import com.techbro24.crm.reminders.ReminderChange;
import com.techbro24.crm.sync.SyncChange;
import java.util.Collection;
import java.util.List;

/** The kinds of changes of every room. */
public final class RoomKinds {
    public static final ChangeKinds ALL =
            new ChangeKinds(
                    List.of(
                                    AgentChange.ALL,
                                    LeadChange.ALL,
                                    ExternalIdChange.ALL,
                                    ImportScheduleChange.ALL,
                                    IntegrationChange.ALL,
                                    EndpointChange.ALL,
                                    ScoreChange.ALL,
                                    ConsentChange.ALL,
                                    CustomFieldChange.ALL,
                                    CallChange.ALL,
                                    CallRuleChange.ALL,
                                    ReminderChange.ALL,
                                    NotificationChange.ALL,
                                    ImportChange.ALL,
                                    BulkChange.ALL,
                                    ExportChange.ALL,
                                    SyncChange.ALL,
                                    AutomationChange.ALL)
                            .stream()
                            .flatMap(Collection::stream)
                            .toList());

    private RoomKinds() {}
}
