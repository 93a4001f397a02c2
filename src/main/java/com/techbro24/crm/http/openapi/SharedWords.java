package com.techbro24.crm.http.openapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of fields that have the same name in many rooms. A field of one room is explained by
 * the Javadoc of its record.
 */
final class SharedWords {
    private static final Map<String, String> ALL =
            Map.ofEntries(
                    Map.entry("id", "The id, a UUIDv7; the creator may choose it."),
                    Map.entry("version", "The version of the row, from 1; each change adds one."),
                    Map.entry("createdAt", "When it was created, in UTC."),
                    Map.entry("updatedAt", "When it changed last, in UTC."),
                    Map.entry("deletedAt", "When it was deleted, in UTC; null if it was not."),
                    Map.entry("expiresAt", "When it ends at the latest, in UTC."),
                    Map.entry("completedAt", "When it was completed, in UTC; null before that."),
                    Map.entry("startedAt", "When it began, in UTC."),
                    Map.entry("endedAt", "When it ended, in UTC; null before that."),
                    Map.entry("at", "When it happened, in UTC."),
                    Map.entry("name", "The name."),
                    Map.entry("email", "The email address."),
                    Map.entry("phone", "The phone number as entered."),
                    Map.entry("company", "The company."),
                    Map.entry("team", "The name of the team; null for none."),
                    Map.entry("timezone", "An IANA time zone."),
                    Map.entry("notes", "Notes for people, of several lines."),
                    Map.entry("title", "A line that says what it is about."),
                    Map.entry("message", "A message for people."),
                    Map.entry("description", "Further details for people, of several lines."),
                    Map.entry("reason", "Why, for people."),
                    Map.entry("tags", "Words that mark the row, each once."),
                    Map.entry("agentId", "The id of the agent."),
                    Map.entry("leadId", "The id of the lead."),
                    Map.entry("callId", "The id of the call."),
                    Map.entry("ruleId", "The id of the rule."),
                    Map.entry("entityId", "The id of the row."),
                    Map.entry("entityType", "The type of the row, such as `lead`."),
                    Map.entry("deviceId", "The id that the client has chosen for its device."),
                    Map.entry("data", "The rows, in order."),
                    Map.entry("page", "Where the page ends."),
                    Map.entry("limit", "The largest number of rows in the answer."),
                    Map.entry("count", "How many there are."),
                    Map.entry("enabled", "Whether it is in effect."),
                    Map.entry("currency", "The currency of the value, ISO 4217: three letters."),
                    Map.entry("mutationId", "The id that the client has chosen for its change."),
                    Map.entry("serverTime", "The time of the server."),
                    Map.entry("allowDuplicate", "Saves it even if it is a duplicate."),
                    Map.entry("password", "The password."),
                    Map.entry("from", "The first of the range."),
                    Map.entry("to", "The end of the range."),
                    Map.entry("date", "The day, in the time zone of the answer."));

    private SharedWords() {}

    static @Nullable String of(String name) {
        return ALL.get(name);
    }
}
