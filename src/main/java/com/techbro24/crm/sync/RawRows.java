package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns rows into raw rows of WatermelonDB and back: its columns hold no arrays and objects. */
final class RawRows {
    private final Set<String> jsonFields;

    /**
     * @param recordType the class of a row
     */
    RawRows(Class<?> recordType) {
        jsonFields =
                Arrays.stream(recordType.getRecordComponents())
                        .filter(component -> isJson(component.getType()))
                        .map(RecordComponent::getName)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isJson(Class<?> type) {
        return Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || JsonNode.class.isAssignableFrom(type)
                || type.isRecord();
    }

    static ObjectNode raw(ObjectNode record) {
        ObjectNode raw = Json.object();
        for (var field : record.properties()) {
            JsonNode value = field.getValue();
            if (value.isContainerNode()) {
                raw.put(field.getKey(), value.toString());
            } else {
                raw.set(field.getKey(), value);
            }
        }
        return raw;
    }

    /** The columns as fields; a text that is to be JSON and is not stays, and is refused later. */
    ObjectNode fields(ObjectNode raw) {
        ObjectNode row = Json.object();
        for (var column : raw.properties()) {
            JsonNode value = column.getValue();
            boolean isText = jsonFields.contains(column.getKey()) && value.isTextual();
            JsonNode parsed = isText ? parsed(value.textValue()) : null;
            row.set(column.getKey(), parsed == null ? value : parsed);
        }
        return row;
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (Problem e) {
            return null;
        }
    }

    /** The columns that the client has changed. */
    static List<String> changed(ObjectNode raw) {
        String changed = raw.path("_changed").asText();
        return changed.isEmpty() ? List.of() : List.of(changed.split(","));
    }
}
