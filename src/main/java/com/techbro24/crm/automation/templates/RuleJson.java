package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the definition of a rule, part by part. */
final class RuleJson {
    private static final String CALLING_HOURS = "calling_hours";

    private final String name;
    private final String description;
    private final ObjectNode trigger = Json.object();
    private final List<ObjectNode> conditions = new ArrayList<>();
    private final ArrayNode actions = Json.MAPPER.createArrayNode();
    private final ObjectNode timing = Json.object();

    private RuleJson(String name, String description) {
        this.name = name;
        this.description = description;
    }

    static RuleJson named(String name, String description) {
        return new RuleJson(name, description);
    }

    RuleJson on(String... events) {
        trigger.set("events", Json.tree(events));
        return this;
    }

    /** Narrows {@code updated} events to changes of these fields. */
    RuleJson changing(String... fields) {
        trigger.set("changedFields", Json.tree(fields));
        return this;
    }

    RuleJson withoutImports() {
        trigger.put("imports", false);
        return this;
    }

    RuleJson at(String cron, String timezone) {
        trigger.set("schedule", Json.object().put("cron", cron).put("timezone", timezone));
        return this;
    }

    /** Looks at each row of a type; without this, a schedule has no record. */
    RuleJson each(String entityType) {
        trigger.put("each", entityType);
        return this;
    }

    RuleJson when(ObjectNode... all) {
        conditions.addAll(List.of(all));
        return this;
    }

    /** Adds the condition unless the list is empty, which means no limit. */
    RuleJson whenIn(String field, List<String> texts) {
        return texts.isEmpty() ? this : when(ConditionJson.in(field, texts));
    }

    RuleJson then(ActionJson action) {
        actions.add(action.json());
        return this;
    }

    /** Waits, and looks at the conditions again. */
    RuleJson after(Duration delay) {
        timing.put("delaySeconds", delay.toSeconds());
        return this;
    }

    /** What a further match of the same record does while a run waits. */
    RuleJson whileWaiting(String what) {
        timing.put("whileWaiting", what);
        return this;
    }

    RuleJson inCallingHours() {
        timing.put("window", CALLING_HOURS);
        return this;
    }

    RuleJson oncePerRecord() {
        timing.put("oncePer", "record");
        return this;
    }

    ObjectNode json() {
        ObjectNode rule = Json.object().put("name", name).put("description", description);
        rule.set("trigger", trigger);
        if (!conditions.isEmpty()) {
            rule.set("conditions", ConditionJson.all(conditions));
        }
        rule.set("actions", actions);
        rule.setAll(timing);
        return rule;
    }

    /** An action: its type and its parameters. */
    static final class ActionJson {
        private final String type;
        private final ObjectNode params = Json.object();

        private ActionJson(String type) {
            this.type = type;
        }

        static ActionJson of(String type) {
            return new ActionJson(type);
        }

        /** A null is written too: it says that a field gets no value. */
        ActionJson with(String param, @Nullable Object value) {
            params.set(param, Json.tree(value));
            return this;
        }

        private ObjectNode json() {
            return Json.object().put("type", type).set("params", params);
        }
    }
}
