package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One type that is synced: its name in paths, what may be pushed and how fields merge.
 *
 * @param name as in paths, {@code leads}
 * @param entityType as in the log, {@code lead}
 * @param create the command for a pushed creation; null where clients create none
 * @param update the command that takes most fields; null where each field has a command of its own
 * @param delete the command for a pushed deletion
 * @param fields the fields that may be pushed, each with its merge policy
 * @param commands fields that are not set by {@code update} but by a command of their own
 * @param omitted fields of a row that depend on the time of reading, and so cannot be copied
 */
record SyncType(
        String name,
        String entityType,
        @Nullable String create,
        @Nullable String update,
        String delete,
        Map<String, MergePolicy> fields,
        Map<String, FieldCommand> commands,
        Set<String> omitted) {
    /** How the server decides when a field was changed on both sides. */
    enum MergePolicy {
        /** The later change wins, by the client's corrected time; the other value is kept. */
        LATEST_WINS,
        /** The server's value stays; the client's is kept in a conflict. */
        SERVER_WINS,
        /** A set: what either side added stays, what the client removed goes. */
        UNION,
        /** A text that only grows: both texts are kept, one below the other. */
        APPEND,
        /** An object whose keys are merged one by one, each as LATEST_WINS. */
        BY_KEY
    }

    /**
     * The command that sets one field.
     *
     * @param set the command for a value
     * @param parameter its parameter for the value; null where it takes none
     * @param clear the command for null; null where the field cannot be cleared
     */
    record FieldCommand(String set, @Nullable String parameter, @Nullable String clear) {
        /** The name of the command; empty where the value cannot be set. */
        Optional<String> name(JsonNode value) {
            return Optional.ofNullable(value.isNull() ? clear : set);
        }

        ObjectNode input(String id, JsonNode value) {
            ObjectNode input = Json.object().put("id", id);
            if (parameter != null && !value.isNull()) {
                input.set(parameter, value);
            }
            return input;
        }
    }

    static final SyncType LEADS =
            new SyncType(
                    "leads",
                    "lead",
                    "lead.create",
                    "lead.update",
                    "lead.delete",
                    Map.ofEntries(
                            Map.entry("name", MergePolicy.LATEST_WINS),
                            Map.entry("phone", MergePolicy.LATEST_WINS),
                            Map.entry("email", MergePolicy.LATEST_WINS),
                            Map.entry("company", MergePolicy.LATEST_WINS),
                            Map.entry("source", MergePolicy.LATEST_WINS),
                            Map.entry("status", MergePolicy.LATEST_WINS),
                            Map.entry("lostReason", MergePolicy.LATEST_WINS),
                            Map.entry("priority", MergePolicy.LATEST_WINS),
                            Map.entry("score", MergePolicy.SERVER_WINS),
                            Map.entry("assignedAgentId", MergePolicy.SERVER_WINS),
                            Map.entry("requiredSkills", MergePolicy.SERVER_WINS),
                            Map.entry("tags", MergePolicy.UNION),
                            Map.entry("customFields", MergePolicy.BY_KEY),
                            Map.entry("notes", MergePolicy.APPEND),
                            Map.entry("timezone", MergePolicy.LATEST_WINS),
                            Map.entry("doNotCall", MergePolicy.LATEST_WINS),
                            Map.entry("consent", MergePolicy.LATEST_WINS),
                            Map.entry("value", MergePolicy.LATEST_WINS),
                            Map.entry("currency", MergePolicy.LATEST_WINS),
                            Map.entry("nextFollowUpAt", MergePolicy.LATEST_WINS)),
                    Map.of(),
                    Set.of());

    static final SyncType CALLS =
            new SyncType(
                    "calls",
                    "call",
                    "call.create",
                    "call.update",
                    "call.delete",
                    Map.ofEntries(
                            Map.entry("leadId", MergePolicy.LATEST_WINS),
                            Map.entry("phone", MergePolicy.LATEST_WINS),
                            Map.entry("status", MergePolicy.SERVER_WINS),
                            Map.entry("outcome", MergePolicy.LATEST_WINS),
                            Map.entry("scheduledAt", MergePolicy.LATEST_WINS),
                            Map.entry("ringSeconds", MergePolicy.SERVER_WINS),
                            Map.entry("durationSeconds", MergePolicy.SERVER_WINS),
                            Map.entry("notes", MergePolicy.APPEND),
                            Map.entry("recordingUrl", MergePolicy.SERVER_WINS),
                            Map.entry("callbackAt", MergePolicy.LATEST_WINS)),
                    Map.of(),
                    Set.of());

    static final SyncType REMINDERS =
            new SyncType(
                    "reminders",
                    "reminder",
                    "reminder.create",
                    "reminder.update",
                    "reminder.delete",
                    Map.ofEntries(
                            Map.entry("agentId", MergePolicy.SERVER_WINS),
                            Map.entry("leadId", MergePolicy.LATEST_WINS),
                            Map.entry("kind", MergePolicy.LATEST_WINS),
                            Map.entry("title", MergePolicy.LATEST_WINS),
                            Map.entry("description", MergePolicy.LATEST_WINS),
                            Map.entry("dueAt", MergePolicy.LATEST_WINS),
                            Map.entry("timezone", MergePolicy.LATEST_WINS),
                            Map.entry("priority", MergePolicy.LATEST_WINS),
                            Map.entry("status", MergePolicy.LATEST_WINS),
                            Map.entry("recurrence", MergePolicy.LATEST_WINS),
                            Map.entry("remindBefore", MergePolicy.LATEST_WINS),
                            Map.entry("snoozedUntil", MergePolicy.LATEST_WINS)),
                    Map.of("snoozedUntil", new FieldCommand("reminder.snooze", "until", null)),
                    Set.of("overdue"));

    static final SyncType NOTIFICATIONS =
            new SyncType(
                    "notifications",
                    "notification",
                    null,
                    null,
                    "notification.delete",
                    Map.of(
                            "readAt", MergePolicy.LATEST_WINS,
                            "snoozedUntil", MergePolicy.LATEST_WINS),
                    Map.of(
                            "readAt",
                                    new FieldCommand(
                                            "notification.read", null, "notification.unread"),
                            "snoozedUntil", new FieldCommand("notification.snooze", "until", null)),
                    Set.of());

    static final List<SyncType> ALL = List.of(LEADS, CALLS, REMINDERS, NOTIFICATIONS);

    static Optional<SyncType> named(String name) {
        return ALL.stream().filter(type -> type.name.equals(name)).findFirst();
    }

    static SyncType ofEntity(String entityType) {
        return ALL.stream()
                .filter(type -> type.entityType.equals(entityType))
                .findFirst()
                .orElseThrow();
    }

    /** A row as clients keep it. */
    ObjectNode record(Object row) {
        ObjectNode record = Json.tree(row);
        record.remove(omitted);
        return record;
    }
}
