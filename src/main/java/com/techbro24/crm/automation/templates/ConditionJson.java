package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.List;

/** The conditions of rules, as JSON. */
final class ConditionJson {
    private ConditionJson() {}

    static ObjectNode is(String field, String operator, Object value) {
        ObjectNode leaf = Json.object().put("field", field).put("op", operator);
        leaf.set("value", Json.tree(value));
        return leaf;
    }

    static ObjectNode eq(String field, Object value) {
        return is(field, "eq", value);
    }

    static ObjectNode in(String field, List<String> words) {
        return is(field, "in", words);
    }

    static ObjectNode exists(String field) {
        return is(field, "exists", true);
    }

    static ObjectNode isMissing(String field) {
        return is(field, "exists", false);
    }

    /** Compares with another field, such as a value when the rule matched. */
    static ObjectNode isField(String field, String operator, String other) {
        return is(field, operator, Json.object().put("ref", other));
    }

    /**
     * Whether the time is longer ago than this.
     *
     * @param length a duration: {@code P14D}
     */
    static ObjectNode isOlderThan(String field, String length) {
        return is(field, "before", ago(length));
    }

    /** Whether the time is not longer ago than this; false for a missing time. */
    static ObjectNode isSince(String field, String length) {
        return is(field, "after", ago(length));
    }

    private static ObjectNode ago(String length) {
        return Json.object().put("ref", "now").put("plus", "-" + length);
    }

    /** Whether the time is still to come; false for a missing time. */
    static ObjectNode isToCome(String field) {
        return isField(field, "after", "now");
    }

    static ObjectNode not(ObjectNode condition) {
        return Json.object().set("not", condition);
    }

    static ObjectNode any(ObjectNode... conditions) {
        return group("any", List.of(conditions));
    }

    static ObjectNode all(List<ObjectNode> conditions) {
        return group("all", conditions);
    }

    private static ObjectNode group(String name, List<ObjectNode> conditions) {
        ArrayNode members = Json.MAPPER.createArrayNode();
        conditions.forEach(members::add);
        return Json.object().set(name, members);
    }
}
