package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import java.time.Instant;
import java.util.Set;

/**
 * Applies changes of the log to facts: what the row counted before is taken away, what it counts
 * after is added. So edited, deleted and restored rows correct themselves.
 */
final class FactsChanges {
    private static final Set<String> CALL_FIELDS =
            Set.of(
                    "deletedAt",
                    "agentId",
                    "leadId",
                    "direction",
                    "status",
                    "outcome",
                    "scheduledAt",
                    "startedAt",
                    "answeredAt",
                    "durationSeconds",
                    "wrapUpSeconds",
                    "contact",
                    "sale");
    private static final Set<String> REMINDER_FIELDS =
            Set.of(
                    "deletedAt",
                    "agentId",
                    "leadId",
                    "dueAt",
                    "snoozedUntil",
                    "status",
                    "overdueFiredAt");
    private static final int DECIMAL_PLACES = 4;

    private final Facts facts;

    FactsChanges(Facts facts) {
        this.facts = facts;
    }

    /** Applies the next change of the log; a change out of turn is a bug. */
    void apply(Change change) {
        if (change.seq() <= facts.seq()) {
            throw new IllegalStateException("change " + change.seq() + " after " + facts.seq());
        }
        switch (change.entityType()) {
            case "agent" -> agent(change);
            case "lead" -> lead(change);
            case "call" -> call(change);
            case "reminder" -> reminder(change);
            default -> {} // Nothing of other rows is counted.
        }
        facts.reach(change.seq());
    }

    private void agent(Change change) {
        JsonNode after = Json.read(change.after());
        AgentFacts.Agent agent = facts.agents().agent(change.entityId());
        agent.describe(
                text(after, "name"),
                EnumNames.get(Role.class, text(after, "role")),
                after.path("timezone").textValue(),
                after.path("active").booleanValue());
        boolean isNew = change.before() == null;
        if (isNew || change.fields().contains("team")) {
            facts.agents().join(agent, after.path("team").textValue(), time(after, "updatedAt"));
        }
        if (isNew
                || change.fields().contains("status")
                || change.fields().contains("statusSince")) {
            agent.status(
                    EnumNames.get(WorkState.class, text(after, "status")),
                    time(after, "statusSince").toEpochMilli());
        }
    }

    private void lead(Change change) {
        LeadFacts leads = facts.leads();
        boolean isNew = change.before() == null;
        if (!isNew && leads.find(change.entityId()) == 0) {
            throw new IllegalStateException("the lead of change " + change.seq() + " is missing");
        }
        JsonNode after = Json.read(change.after());
        JsonNode value = after.path("value");
        String agentId = after.path("assignedAgentId").textValue();
        int lead = leads.add(change.entityId(), Facts.second(time(after, "createdAt")));
        leads.describe(
                lead,
                has(after, "deletedAt"),
                facts.agents().number(agentId),
                facts.sources().number(after.path("source").textValue()),
                value.isNumber() ? stored(value) : 0,
                value.isNumber()
                        ? facts.currencies().number(after.path("currency").textValue())
                        : 0,
                has(after, "nextFollowUpAt"));
        if (isNew || change.fields().contains("status")) {
            // A node of an older version writes no statusSince; the database then takes this one.
            String since = has(after, "statusSince") ? "statusSince" : "updatedAt";
            facts.enter(lead, text(after, "status"), agentId, time(after, since));
        }
    }

    private static long stored(JsonNode value) {
        return value.decimalValue().movePointRight(DECIMAL_PLACES).longValue();
    }

    private void call(Change change) {
        if (isUncounted(change, CALL_FIELDS)) {
            return;
        }
        JsonNode after = Json.read(change.after());
        if (change.before() != null) {
            JsonNode before = before(change.before(), after);
            if (!has(before, "deletedAt")) {
                facts.remove(callOf(before));
            }
        }
        if (!has(after, "deletedAt")) {
            facts.add(callOf(after));
        }
    }

    private CallFact.Row callOf(JsonNode row) {
        return CallFact.read(
                row,
                facts.agents().number(row.path("agentId").textValue()),
                facts.leads().find(row.path("leadId").textValue()));
    }

    private void reminder(Change change) {
        if (isUncounted(change, REMINDER_FIELDS)) {
            return;
        }
        JsonNode after = Json.read(change.after());
        if (change.before() != null) {
            JsonNode before = before(change.before(), after);
            if (!has(before, "deletedAt")) {
                facts.remove(reminderOf(before));
            }
        }
        if (!has(after, "deletedAt")) {
            facts.add(reminderOf(after));
        }
    }

    private ReminderFact.Row reminderOf(JsonNode row) {
        return ReminderFact.read(row, facts.agents().number(text(row, "agentId")));
    }

    private static boolean isUncounted(Change change, Set<String> counted) {
        return change.before() != null && change.fields().stream().noneMatch(counted::contains);
    }

    /** The row before the change: the one after it, with the old values of what changed. */
    private static JsonNode before(String oldValues, JsonNode after) {
        ObjectNode row = after.deepCopy();
        Json.read(oldValues)
                .properties()
                .forEach(
                        field -> {
                            var _ = row.set(field.getKey(), field.getValue());
                        });
        return row;
    }

    private static boolean has(JsonNode row, String field) {
        return row.path(field).isTextual();
    }

    private static String text(JsonNode row, String field) {
        return row.required(field).textValue();
    }

    private static Instant time(JsonNode row, String field) {
        return Instant.parse(text(row, field));
    }
}
