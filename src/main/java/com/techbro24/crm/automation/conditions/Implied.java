package com.techbro24.crm.automation.conditions;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event says about its record, by path. */
final class Implied {
    private static final Domain NOTHING = Domain.only(Domain.NOTHING);

    private static final Map<String, Map<String, Domain>> BY_EVENT =
            Map.ofEntries(
                    Map.entry("lead.updated", Map.of("lead.deletedAt", NOTHING)),
                    Map.entry("lead.assigned", Map.of("lead.assignedAgentId", Domain.something())),
                    Map.entry("lead.deleted", Map.of("lead.deletedAt", Domain.something())),
                    Map.entry("lead.merged", Map.of("lead.mergedIntoId", Domain.something())),
                    Map.entry("call.updated", Map.of("call.deletedAt", NOTHING)),
                    Map.entry(
                            "call.started",
                            Map.of("call.status", Domain.only("ringing", "in_progress"))),
                    Map.entry(
                            "call.ended",
                            Map.of(
                                    "call.endedAt",
                                    Domain.something(),
                                    "call.status",
                                    Domain.ANY.without(
                                            Set.of("scheduled", "ringing", "in_progress")))),
                    Map.entry(
                            "call.missed",
                            Map.of(
                                    "call.endedAt",
                                    Domain.something(),
                                    "call.status",
                                    Domain.only("missed"),
                                    "call.direction",
                                    Domain.only("inbound"))),
                    Map.entry("call.deleted", Map.of("call.deletedAt", Domain.something())),
                    Map.entry("reminder.due", Map.of("reminder.status", Domain.only("pending"))),
                    Map.entry(
                            "reminder.overdue", Map.of("reminder.status", Domain.only("pending"))),
                    Map.entry(
                            "reminder.completed",
                            Map.of("reminder.status", Domain.only("completed"))),
                    Map.entry("reminder.deleted", Map.of("reminder.deletedAt", Domain.something())),
                    Map.entry(
                            "notification.read",
                            Map.of("notification.readAt", Domain.something())));

    private Implied() {}

    /**
     * @param event null for a schedule, which implies nothing
     */
    static Map<String, Domain> by(@Nullable Event event) {
        if (event == null) {
            return Map.of();
        }
        Map<String, Domain> implied = new HashMap<>(BY_EVENT.getOrDefault(event.name(), Map.of()));
        implied.put(EventFields.NAME, Domain.only(event.name()));
        return implied;
    }

    /** What is implied of fields before the event; a new row has none. */
    static Domain before(@Nullable Event event) {
        return event == null || event.hasBefore() ? Domain.ANY : NOTHING;
    }
}
