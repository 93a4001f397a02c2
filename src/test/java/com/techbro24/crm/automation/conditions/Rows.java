package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.app.RoomRows;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in the JSON that the log has of them, and changes of these rows. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    static final Fields FIELDS = new Fields(RoomRows.ALL);
    static final Events EVENTS = new Events(RoomKinds.ALL, RoomRows.ALL);

    private static final Map<String, String> WRITTEN =
            Map.of(
                    "lead",
                    """
                    {"id":"lead-1","name":"Grün & Söhne","email":"info@example.com","source":"web",
                     "status":"new","statusCategory":"open","priority":"normal","score":40,
                     "assignedAgentId":"agent-1","value":1000.5,"tags":["VIP","solar"],
                     "requiredSkills":[],"callAttempts":2,"lastContactedAt":"2026-11-28T10:00:00Z",
                     "customFields":{"floors":2,"roof":"Flat","since":"2026-11-29T09:00:00.000Z",
                      "rented":true},
                     "consent":{"basis":"consent","source":"fair","at":"2026-01-01T00:00:00Z"},
                     "createdAt":"2026-11-01T10:00:00Z"}
                    """,
                    "call",
                    """
                    {"id":"call-1","agentId":"agent-1","leadId":"lead-1","direction":"inbound",
                     "status":"missed","phone":"+4930901820","startedAt":"2026-11-29T09:58:00Z",
                     "endedAt":"2026-11-29T09:59:00Z","ringSeconds":20,"violations":["do_not_call"]}
                    """,
                    "reminder",
                    """
                    {"id":"reminder-1","agentId":"agent-1","leadId":"lead-1","kind":"call_back",
                     "title":"Call back","dueAt":"2026-11-29T23:30:00Z","timezone":"Europe/Berlin",
                     "priority":"normal","status":"pending","remindBefore":["PT15M"]}
                    """,
                    "notification",
                    """
                    {"id":"notification-1","agentId":"agent-1","type":"lead","priority":"high",
                     "title":"New lead","count":1,"deliveries":[]}
                    """,
                    "agent",
                    """
                    {"id":"agent-1","name":"Ada","email":"ada@example.com","role":"agent",
                     "skills":["german"],"status":"available","active":true}
                    """);

    private Rows() {}

    /** A row as the log writes it: read into its record and written again. */
    static ObjectNode row(String entityType) {
        Class<?> type = RoomRows.ALL.get(entityType).recordType();
        return Json.tree(Json.read(WRITTEN.getOrDefault(entityType, ""), type));
    }

    /** A row with other values, given as JSON. */
    static ObjectNode row(String entityType, String changes) {
        ObjectNode row = row(entityType);
        row.setAll((ObjectNode) Json.read(changes));
        return row;
    }

    /**
     * A change as a handler makes it.
     *
     * @param before null for a new row
     */
    static Change change(String kind, String type, @Nullable ObjectNode before, ObjectNode after) {
        List<String> fields = new ArrayList<>();
        ObjectNode old = Json.object();
        for (var field : after.properties()) {
            JsonNode was = before == null ? null : before.get(field.getKey());
            boolean isChanged =
                    before == null ? !field.getValue().isNull() : !field.getValue().equals(was);
            if (isChanged && !List.of("version", "updatedAt").contains(field.getKey())) {
                fields.add(field.getKey());
                old.set(field.getKey(), was);
            }
        }
        boolean isDeletion =
                RoomKinds.ALL.all().stream()
                        .anyMatch(each -> each.wireName().equals(kind) && each.isDeletion());
        ChangeKind of = isDeletion ? ChangeKind.of(kind).deletion() : ChangeKind.of(kind);
        return new Change(
                1841,
                of,
                type,
                after.get("id").asText(),
                2,
                fields,
                before == null ? null : old.toString(),
                after.toString(),
                "agent-1",
                null,
                null,
                null,
                Instant.parse("2026-11-29T09:59:30Z"),
                null,
                Visibility.NOBODY,
                Visibility.NOBODY);
    }

    /** The same change, made by the program itself. */
    static Change byProgram(Change change) {
        return new Change(
                change.seq(),
                change.kind(),
                change.entityType(),
                change.entityId(),
                change.version(),
                change.fields(),
                change.before(),
                change.after(),
                null,
                change.cause(),
                change.device(),
                change.via(),
                change.at(),
                change.reason(),
                change.seenBefore(),
                change.seenAfter());
    }

    /** Finds the rows of this class, of which there is one of each type. */
    static final Links LINKS =
            (type, id) -> row(type).get("id").asText().equals(id) ? row(type) : null;

    /** The situation of a lead whose status went from attempted to new. */
    static Situation leadChanged() {
        ObjectNode before = row("lead", "{\"status\":\"attempted\",\"email\":null}");
        Change change = change("lead.status_changed", "lead", before, row("lead"));
        return Situation.of("lead.status_changed", change, NOW)
                .withLinks(LINKS)
                .withOwner(row("agent", "{\"name\":\"Olga\"}"));
    }

    static Situation callMissed() {
        ObjectNode before = row("call", "{\"status\":\"ringing\",\"endedAt\":null}");
        Change change = change("call.missed", "call", before, row("call"));
        return Situation.of("call.missed", change, NOW).withLinks(LINKS);
    }

    /** Compiles a condition that has no errors. */
    static Condition condition(String entityType, String json) {
        List<InputError> errors = new ArrayList<>();
        Condition condition =
                Condition.compile(
                        (ObjectNode) Json.read(json),
                        FIELDS,
                        entityType,
                        true,
                        errors,
                        "conditions");
        if (!errors.isEmpty()) {
            throw new AssertionError(json + " has " + errors);
        }
        return condition;
    }
}
