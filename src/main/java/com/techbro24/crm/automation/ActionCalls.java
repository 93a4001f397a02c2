package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.RowCatalog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns an action into the commands that do it. */
final class ActionCalls {
    private static final String LEAD = "lead";

    private final RowCatalog rows;
    private final Neighbours neighbours;
    private final Recipients recipients;

    ActionCalls(RowCatalog rows, Neighbours neighbours, Recipients recipients) {
        this.rows = rows;
        this.neighbours = neighbours;
        this.recipients = recipients;
    }

    /**
     * One command.
     *
     * @param command its name
     */
    record Call(String command, ObjectNode input) {}

    /** The commands in order; none where the row already is as wanted. */
    List<Call> of(CompiledAction action, ActionContext context) {
        return switch (action.type()) {
            case CREATE_REMINDER -> List.of(reminder(action, context));
            case CREATE_FOLLOW_UP -> followUp(action, context);
            case UPDATE_LEAD_STATUS -> List.of(leadStatus(resolve(action, context)));
            case ASSIGN_LEAD -> List.of(assign(resolve(action, context)));
            case ADD_TAG -> tag(resolve(action, context), context);
            case SET_FIELD -> List.of(field(resolve(action, context), context));
            case SEND_NOTIFICATION -> notifications(action, context);
            case SEND_WEBHOOK, SEND_EMAIL, SEND_SMS -> {
                neighbours.send(context.tx(), outgoing(action, context));
                yield List.of();
            }
        };
    }

    private ObjectNode resolve(CompiledAction action, ActionContext context) {
        return action.resolve(
                context.situation(), recipients.zoneOf(context, context.rule().ownerId()));
    }

    private Neighbours.Outgoing outgoing(CompiledAction action, ActionContext context) {
        return new Neighbours.Outgoing(
                action.type(),
                context.run().id() + ":" + action.index(),
                resolve(action, context),
                context.caller());
    }

    /** Dates in its texts are in the time zone of the agent that it reminds. */
    private Call reminder(CompiledAction action, ActionContext context) {
        String agentId =
                Objects.requireNonNullElse(
                        text(resolve(action, context), "agentId"), context.rule().ownerId());
        ObjectNode params =
                action.resolve(context.situation(), recipients.zoneOf(context, agentId));
        ObjectNode input = Json.object().put("agentId", agentId);
        put(input, "leadId", text(params, "leadId"));
        put(input, "kind", text(params, "kind"));
        put(input, "priority", text(params, "priority"));
        input.put("title", Texts.title(params.path("title"), context.rule().name()));
        put(input, "description", Texts.message(params.path("description")));
        input.put("dueAt", Times.format(due(params, context.now())));
        return new Call("reminder.create", input);
    }

    private static Instant due(ObjectNode params, Instant now) {
        String in = text(params, "in");
        try {
            return in != null
                    ? now.plus(Duration.parse(in))
                    : Times.parse(String.valueOf(text(params, "at"))).orElseThrow(DUE);
        } catch (DateTimeException | ArithmeticException e) {
            throw DUE.get();
        }
    }

    private static final Supplier<Problem> DUE =
            () -> Problem.unprocessable("The value of in or at is no duration or time.");

    private List<Call> followUp(CompiledAction action, ActionContext context) {
        ObjectNode params = resolve(action, context);
        String leadId = required(params, "leadId");
        String kind = Objects.requireNonNullElse(text(params, "kind"), "call_back");
        boolean avoidDouble =
                !params.path("avoidDouble").isBoolean()
                        || params.path("avoidDouble").booleanValue();
        if (avoidDouble && neighbours.hasPendingReminder(context.tx(), leadId, kind)) {
            return List.of();
        }
        List<Call> calls = new ArrayList<>(2);
        Call reminder = reminder(action, context);
        reminder.input().put("kind", kind);
        calls.add(reminder);
        String due = reminder.input().path("dueAt").asText();
        String next =
                context.find(rows, LEAD, leadId)
                        .map(lead -> lead.path("nextFollowUpAt").textValue())
                        .orElse(null);
        boolean isEarlier =
                next == null
                        || next.compareTo(due) > 0
                        || next.compareTo(Times.format(context.now())) < 0;
        if (isEarlier) {
            calls.add(
                    new Call(
                            "lead.update",
                            Json.object().put("id", leadId).put("nextFollowUpAt", due)));
        }
        return calls;
    }

    private static Call leadStatus(ObjectNode params) {
        ObjectNode input = Json.object().put("id", required(params, "leadId"));
        input.put("status", required(params, "status"));
        put(input, "reason", text(params, "reason"));
        return new Call("lead.set_status", input);
    }

    private static Call assign(ObjectNode params) {
        ObjectNode input = Json.object().put("id", required(params, "leadId"));
        if (params.has("strategy")) {
            input.put("strategy", required(params, "strategy"));
            if (params.path("availableOnly").isBoolean()) {
                input.set("availableOnly", params.get("availableOnly"));
            }
        } else {
            input.put("agentId", text(params, "agentId"));
        }
        return new Call("lead.assign", input);
    }

    private List<Call> tag(ObjectNode params, ActionContext context) {
        String leadId = required(params, "leadId");
        String tag = required(params, "tag");
        JsonNode lead = context.find(rows, LEAD, leadId).orElseThrow(() -> Problem.notFound(LEAD));
        ArrayNode tags = Json.<ArrayNode>tree(lead.path("tags"));
        for (JsonNode each : tags) {
            if (each.asText().equals(tag)) {
                return List.of();
            }
        }
        ObjectNode input = Json.object().put("id", leadId);
        input.putArray("tags").addAll(tags).add(tag);
        return List.of(new Call("lead.update", input));
    }

    private static Call field(ObjectNode params, ActionContext context) {
        String id = context.run().entityId();
        if (id == null) {
            throw Problem.unprocessable("This rule has no row whose field can be set.");
        }
        return new Call(
                context.run().entityType() + ".update",
                SetField.input(id, required(params, "field"), params.path("value")));
    }

    /** Each recipient reads dates in its own time zone. */
    private List<Call> notifications(CompiledAction action, ActionContext context) {
        String to = required(resolve(action, context), "to");
        List<Call> calls = new ArrayList<>();
        for (String agentId : recipients.of(to, context)) {
            ObjectNode params =
                    action.resolve(context.situation(), recipients.zoneOf(context, agentId));
            ObjectNode input = Json.object().put("agentId", agentId);
            input.put("type", Objects.requireNonNullElse(text(params, "type"), "alert"));
            put(input, "priority", text(params, "priority"));
            input.put("title", Texts.title(params.path("title"), context.rule().name()));
            put(input, "message", Texts.message(params.path("message")));
            if (context.run().entityId() != null) {
                input.putObject("entity")
                        .put("type", context.run().entityType())
                        .put("id", context.run().entityId());
            }
            input.put("dedupKey", context.run().id() + ":" + action.index());
            input.put("groupKey", context.rule().id() + ":" + action.index());
            calls.add(new Call("notification.create", input));
        }
        return calls;
    }

    private static @Nullable String text(ObjectNode params, String name) {
        String value = params.path(name).asText("");
        return params.path(name).isNull() || value.isBlank() ? null : value.strip();
    }

    private static String required(ObjectNode params, String name) {
        String value = text(params, name);
        if (value == null) {
            throw Problem.unprocessable(name + " has no value.");
        }
        return value;
    }

    private static void put(ObjectNode input, String name, @Nullable String value) {
        if (value != null) {
            input.put(name, value);
        }
    }
}
