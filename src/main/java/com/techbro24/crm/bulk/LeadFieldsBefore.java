package com.techbro24.crm.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.LeadFields;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of a lead's fields before a change, for the fields that an update can set. Each tag
 * and each custom field counts as a field of its own, {@code tags.vip} and {@code
 * customFields.plan}, so that two changes of different ones do not meet.
 */
final class LeadFieldsBefore {
    static final String TAG = "tags.";
    static final String CUSTOM = "customFields.";
    static final String SCORE = "score";
    private static final String SCORE_BY_HAND = "scoreByHand";

    private static final Set<String> PLAIN =
            Stream.of(LeadFields.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .filter(name -> !Set.of("tags", "customFields", SCORE).contains(name))
                    .collect(Collectors.toUnmodifiableSet());

    private LeadFieldsBefore() {}

    /** Empty for a new lead. */
    static Map<String, JsonNode> of(Change change) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (change.before() == null) {
            return values;
        }
        JsonNode before = Json.read(change.before());
        JsonNode after = Json.read(change.after());
        for (String field : change.fields()) {
            JsonNode old = before.path(field);
            JsonNode now = after.path(field);
            switch (field) {
                case "tags" -> tags(old, now, values);
                case "customFields" -> customFields(old, now, values);
                case SCORE, SCORE_BY_HAND -> score(before, after, values);
                default -> {
                    if (PLAIN.contains(field)) {
                        values.put(field, old);
                    }
                }
            }
        }
        return values;
    }

    /** Whether the lead had each tag that was added or removed. */
    private static void tags(JsonNode before, JsonNode after, Map<String, JsonNode> values) {
        Set<String> old = texts(before);
        Set<String> now = texts(after);
        for (String tag : old) {
            if (!now.contains(tag)) {
                values.put(TAG + tag, BooleanNode.TRUE);
            }
        }
        for (String tag : now) {
            if (!old.contains(tag)) {
                values.put(TAG + tag, BooleanNode.FALSE);
            }
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static void customFields(
            JsonNode before, JsonNode after, Map<String, JsonNode> values) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!before.path(name).equals(after.path(name))) {
                values.put(
                        CUSTOM + name,
                        before.has(name) ? before.get(name) : NullNode.getInstance());
            }
        }
    }

    /**
     * The score that a user set; null if the rules did. What only the rules changed is no change.
     */
    private static void score(JsonNode before, JsonNode after, Map<String, JsonNode> values) {
        boolean byHandNow = after.path(SCORE_BY_HAND).booleanValue();
        boolean byHandBefore =
                before.has(SCORE_BY_HAND) ? before.get(SCORE_BY_HAND).booleanValue() : byHandNow;
        if (byHandNow || byHandBefore) {
            JsonNode score = before.has(SCORE) ? before.get(SCORE) : after.path(SCORE);
            values.put(SCORE, byHandBefore ? score : NullNode.getInstance());
        }
    }
}
