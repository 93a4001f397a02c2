package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes mutations for clients that send whole rows. Their ids are made of the content, so that what
 * is sent again after a lost answer happens once.
 *
 * @param content all that was sent of the row
 */
record ClientChange(SyncType type, String id, JsonNode content) {
    /** Fields of every row that only the server sets. */
    private static final Set<String> OWN =
            Set.of("id", "version", "createdAt", "updatedAt", "deletedAt");

    /** Makes the row of all that the client has of it. */
    PushRequest.Mutation create(ObjectNode row) {
        ObjectNode set = Json.object();
        for (var field : row.properties()) {
            String name = field.getKey();
            boolean isOwn = name.startsWith("_") || OWN.contains(name);
            if (!isOwn && !field.getValue().isNull() && !type.omitted().contains(name)) {
                set.set(name, field.getValue());
            }
        }
        return mutation(PushRequest.Op.CREATE, null, set, Json.object());
    }

    /** Sets fields that the client has changed, whatever it had seen before. */
    Optional<PushRequest.Mutation> set(
            ObjectNode row, List<String> fields, @Nullable Integer base) {
        ObjectNode set = Json.object();
        for (String field : fields) {
            if (type.fields().containsKey(field) && row.has(field)) {
                set.set(field, row.get(field));
            }
        }
        return update(base, set, Json.object());
    }

    /** Sets the fields in which two states of the row differ, where clients may set them. */
    Optional<PushRequest.Mutation> difference(ObjectNode before, ObjectNode after) {
        ObjectNode set = Json.object();
        ObjectNode was = Json.object();
        type.fields()
                .forEach(
                        (field, policy) -> {
                            JsonNode old = value(before, field);
                            JsonNode now = value(after, field);
                            if (!FieldMerge.equal(old, now)) {
                                boolean byKey =
                                        policy == SyncType.MergePolicy.BY_KEY
                                                && old.isObject()
                                                && now.isObject();
                                set.set(field, byKey ? keys(old, now) : now);
                                was.set(field, old);
                            }
                        });
        return update(version(before), set, was);
    }

    PushRequest.Mutation delete(@Nullable Integer base) {
        return mutation(PushRequest.Op.DELETE, base, null, null);
    }

    static @Nullable Integer version(JsonNode row) {
        JsonNode version = row.get("version");
        return version != null && version.isInt() && version.intValue() > 0
                ? version.intValue()
                : null;
    }

    /** The keys that differ; one that is gone is null. */
    private static ObjectNode keys(JsonNode before, JsonNode after) {
        ObjectNode changed = Json.object();
        before.fieldNames().forEachRemaining(key -> addKey(changed, key, before, after));
        after.fieldNames().forEachRemaining(key -> addKey(changed, key, before, after));
        return changed;
    }

    private static void addKey(ObjectNode changed, String key, JsonNode before, JsonNode after) {
        JsonNode now = value(after, key);
        if (!FieldMerge.equal(value(before, key), now)) {
            changed.set(key, now);
        }
    }

    private static JsonNode value(JsonNode row, String field) {
        JsonNode value = row.get(field);
        return value == null ? NullNode.getInstance() : value;
    }

    private Optional<PushRequest.Mutation> update(
            @Nullable Integer base, ObjectNode set, ObjectNode was) {
        return set.isEmpty()
                ? Optional.empty()
                : Optional.of(mutation(PushRequest.Op.UPDATE, base, set, was));
    }

    private PushRequest.Mutation mutation(
            PushRequest.Op op,
            @Nullable Integer base,
            @Nullable ObjectNode set,
            @Nullable ObjectNode was) {
        String mutationId = Digest.uuid(type.name() + ' ' + op + ' ' + id + ' ' + content);
        return new PushRequest.Mutation(mutationId, op, id, base, set, was, null);
    }
}
