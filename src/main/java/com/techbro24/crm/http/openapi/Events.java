package com.techbro24.crm.http.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live events beside the routes: each kind of change, by topic. */
final class Events {
    private static final String ALL =
            """
            Sign-in
            `session.expired`: the session of the socket has expired; the socket is closed.
            Leads
            `lead.created`: there is a new lead.
            `lead.updated`: fields of a lead have changed.
            `lead.status_changed`: a lead has another status.
            `lead.assigned`: a lead has another agent, or none.
            `lead.merged`: a lead was merged into another one; `mergedIntoId` names it.
            `lead.deleted`: a lead was deleted.
            `lead.restored`: a deleted lead is back.
            `external_id.created`: a lead has an id of another system.
            `external_id.moved`: an external id belongs to another lead, after a merge.
            `external_id.deleted`: an external id was unlinked.
            `consent.recorded`: an entry was added to the ledger of consent.
            `custom_field.created`: there is a new custom field.
            `custom_field.updated`: a custom field has changed, or is back.
            `custom_field.deleted`: a custom field was deleted.
            `lead_score_rules.updated`: the score rules have changed.
            `lead_score_rules.applied`: all leads have their scores by the new rules.
            Calls
            `call.created`: a call was scheduled, rings or was recorded.
            `call.started`: a call was started.
            `call.ended`: a call has ended.
            `call.missed`: an incoming call was missed.
            `call.updated`: fields of a call have changed, or its wrap-up is finished.
            `call.deleted`: a call was deleted.
            `call_rule.updated`: a rule of an outcome or the calling hours have changed.
            Reminders
            `reminder.created`: there is a new reminder.
            `reminder.updated`: a reminder has changed, or was snoozed.
            `reminder.due`: a reminder is due.
            `reminder.overdue`: a reminder is overdue.
            `reminder.completed`: a reminder was completed.
            `reminder.deleted`: a reminder was deleted.
            Notifications
            `notification.created`: there is a new notification.
            `notification.updated`: a notification was snoozed, delivered or marked as unread.
            `notification.read`: a notification, or a whole inbox, was read.
            `notification.deleted`: a notification was deleted.
            `notification.rule_changed`: a rule of notifications has changed.
            `notification.preferences_changed`: the preferences of an agent have changed.
            Agents
            `agent.created`: there is a new agent.
            `agent.updated`: fields of an agent have changed.
            `agent.status_changed`: an agent has another status.
            `presence.changed`: an agent's first socket opened, or its last one closed.
            Analytics
            `analytics.updated`: figures that the socket watches with `analytics.watch` have changed.
            Automation
            `automation.created`: there is a new rule.
            `automation.updated`: a rule has changed.
            `automation.deleted`: a rule was deleted.
            `automation.ran`: a run of a rule has ended.
            Bulk changes
            `bulk.created`: a bulk change or an undo has begun.
            `bulk.updated`: a bulk change has new counts; at most twice a second.
            `bulk.done`: a bulk change is done.
            `bulk.failed`: a bulk change has failed; `problem` says why.
            `bulk.cancelled`: a bulk change was cancelled.
            Imports
            `import.created`: an import has begun.
            `import.updated`: an import has new counts; at most twice a second.
            `import.done`: an import is done.
            `import.failed`: an import has failed; `problem` says why.
            `import.cancelled`: an import was cancelled.
            `import_schedule.created`: a file is loaded again and again.
            `import_schedule.updated`: a schedule has changed, or is to run now.
            `import_schedule.loaded`: the file of a schedule was loaded.
            `import_schedule.failed`: the file of a schedule could not be loaded; `problem` says why.
            `import_schedule.deleted`: a schedule was deleted.
            Exports
            `export.created`: an export waits for its turn.
            `export.updated`: an export is being written; at most once a second.
            `export.done`: the file of an export is there, or was deleted early.
            `export.failed`: an export has failed; `problem` says why.
            `export.cancelled`: an export was cancelled.
            Connections
            `integration.created`: another CRM was connected.
            `integration.updated`: a connection has changed, or is to run now.
            `integration.ran`: a run of a connection has ended.
            `integration.failed`: a run of a connection has failed; `problem` says why.
            `integration.deleted`: a connection was deleted.
            `endpoint.created`: there is a new endpoint of the team's own.
            `endpoint.updated`: an endpoint has changed, or has another secret.
            `endpoint.deleted`: an endpoint was deleted.
            Sync
            `sync.completed`: a device has pushed something new.
            `sync.conflict_found`: a pushed value could not simply be taken.
            `sync.conflict_resolved`: a conflict was decided.
            """;

    private Events() {}

    /** What is said of each event, by the title of its topic. */
    static Map<String, List<String>> byTopic() {
        Map<String, List<String>> events = new LinkedHashMap<>();
        List<String> group = new ArrayList<>();
        for (String line : ALL.lines().toList()) {
            if (line.startsWith("`")) {
                group.add(line);
            } else {
                group = events.computeIfAbsent(line, title -> new ArrayList<>());
            }
        }
        return events;
    }
}
