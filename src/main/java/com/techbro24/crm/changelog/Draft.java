package com.techbro24.crm.changelog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change that a handler wants, before the log has given it a place.
 *
 * @param leadId the lead that the row is about, by its field {@code leadId}; null for none
 */
public record Draft(
        ChangeKind kind,
        String entityType,
        String entityId,
        int version,
        List<String> fields,
        @Nullable String before,
        String after,
        Visibility seenBefore,
        Visibility seenAfter,
        @Nullable String leadId) {
    /** The field by which rows of any room say which lead they are about. */
    private static final String LEAD = "leadId";

    /** Fields that every change touches, so that naming them would tell nobody anything. */
    private static final Set<String> ALWAYS_CHANGED = Set.of("version", "updatedAt");

    /** A new row. */
    public static Draft created(
            ChangeKind kind, String entityType, Entity row, Visibility seenAfter) {
        String after = Json.text(row);
        List<String> fields = new ArrayList<>();
        String lead = null;
        // Along the text, since a tree of it would cost more than all the rest.
        try (JsonParser parts = Json.MAPPER.createParser(after)) {
            JsonToken _ = parts.nextToken();
            while (parts.nextToken() == JsonToken.FIELD_NAME) {
                String name = parts.currentName();
                JsonToken value = parts.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals(LEAD)) {
                    lead = parts.getText();
                }
                if (value != JsonToken.VALUE_NULL && !ALWAYS_CHANGED.contains(name)) {
                    fields.add(name);
                }
                JsonParser _ = parts.skipChildren();
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new Draft(
                kind,
                entityType,
                row.id(),
                row.version(),
                fields,
                null,
                after,
                Visibility.NOBODY,
                seenAfter,
                lead);
    }

    /** A row that changed; the changed fields and what they held are found by comparing. */
    public static Draft changed(
            ChangeKind kind,
            String entityType,
            Entity before,
            Entity after,
            Visibility seenBefore,
            Visibility seenAfter) {
        ObjectNode old = Json.tree(before);
        ObjectNode now = Json.tree(after);
        ObjectNode held = Json.object();
        List<String> fields = new ArrayList<>();
        now.properties()
                .forEach(
                        field -> {
                            String name = field.getKey();
                            if (!field.getValue().equals(old.get(name))
                                    && !ALWAYS_CHANGED.contains(name)) {
                                fields.add(name);
                                held.set(name, old.get(name));
                            }
                        });
        return new Draft(
                kind,
                entityType,
                after.id(),
                after.version(),
                fields,
                held.toString(),
                now.toString(),
                seenBefore,
                seenAfter,
                // What is about no lead any more is told of the one that it was about.
                now.path(LEAD).isTextual()
                        ? now.get(LEAD).textValue()
                        : old.path(LEAD).textValue());
    }
}
