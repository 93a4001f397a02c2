package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the fields of one mutation into the row as it is now. A field that the server did not
 * change since is set; one that both sides changed is decided by its policy, and each decision that
 * drops a value is a {@link Difference}.
 */
final class FieldMerge {
    private final SyncType type;
    private final JsonNode current;
    private final RowHistory history;
    private final JsonNode was;
    private final Instant clientAt;

    private final ObjectNode apply = Json.object();
    private final List<Difference> differences = new ArrayList<>();
    private boolean merged;

    /**
     * A field that both sides changed.
     *
     * @param field its name, {@code customFields.area} for a key of an object
     */
    record Difference(
            String field,
            @Nullable JsonNode base,
            @Nullable JsonNode server,
            @Nullable JsonNode client,
            RowHistory.@Nullable Writer writer,
            PushResult.Side winner,
            String rule) {}

    /**
     * @param was the values that the client saw before; an empty object for none
     * @param clientAt when the person made the change, corrected
     */
    FieldMerge(
            SyncType type, JsonNode current, RowHistory history, JsonNode was, Instant clientAt) {
        this.type = type;
        this.current = current;
        this.history = history;
        this.was = was;
        this.clientAt = clientAt;
    }

    void merge(ObjectNode set) {
        set.properties().forEach(field -> merge(field.getKey(), field.getValue()));
    }

    /** The fields to set, with their new values. */
    ObjectNode apply() {
        return apply;
    }

    List<Difference> differences() {
        return differences;
    }

    /** Whether the row gets another value than the client sent, with nothing of it dropped. */
    boolean isMerged() {
        return merged;
    }

    private void merge(String field, JsonNode client) {
        SyncType.MergePolicy policy = Objects.requireNonNull(type.fields().get(field));
        JsonNode server = value(current, field);
        if (policy == SyncType.MergePolicy.BY_KEY && client.isObject()) {
            mergeKeys(field, server, (ObjectNode) client);
        } else if (equal(server, client)) {
            return;
        } else if (isUntouched(field, server)) {
            apply.set(field, client);
        } else {
            switch (policy) {
                case UNION -> union(field, server, client);
                case APPEND -> append(field, server, client);
                case SERVER_WINS -> differ(field, server, client, false, policy);
                case LATEST_WINS, BY_KEY -> {
                    boolean isLater = history.isBefore(field, clientAt);
                    if (isLater) {
                        apply.set(field, client);
                    }
                    differ(field, server, client, isLater, policy);
                }
            }
        }
    }

    /** Nobody changed it since the client saw it, or it was changed back. */
    private boolean isUntouched(String field, JsonNode server) {
        return history.isUntouched(field) || was.has(field) && equal(server, was.get(field));
    }

    private void differ(
            String field,
            JsonNode server,
            JsonNode client,
            boolean clientWins,
            SyncType.MergePolicy policy) {
        differences.add(
                new Difference(
                        field,
                        was.get(field),
                        server,
                        client,
                        history.writer(field),
                        clientWins ? PushResult.Side.CLIENT : PushResult.Side.SERVER,
                        EnumNames.of(policy)));
    }

    /** Keys that the client did not name stay; the log knows changes of the whole object only. */
    private void mergeKeys(String field, JsonNode server, ObjectNode client) {
        JsonNode base = was.path(field);
        ObjectNode changed = Json.object();
        for (var each : client.properties()) {
            String key = each.getKey();
            JsonNode theirs = value(server, key);
            JsonNode mine = each.getValue();
            if (equal(theirs, mine)) {
                continue;
            }
            boolean untouched =
                    history.isUntouched(field)
                            || base.isObject() && equal(theirs, value(base, key));
            boolean wins = untouched || history.isBefore(field, clientAt);
            if (wins) {
                changed.set(key, mine);
            }
            if (!untouched) {
                differences.add(
                        new Difference(
                                field + "." + key,
                                base.isObject() ? value(base, key) : null,
                                theirs,
                                mine,
                                history.writer(field),
                                wins ? PushResult.Side.CLIENT : PushResult.Side.SERVER,
                                EnumNames.of(SyncType.MergePolicy.LATEST_WINS)));
            }
        }
        if (!changed.isEmpty()) {
            apply.set(field, changed);
        }
    }

    /**
     * What both have, what the server added, and what the client added; without what it removed.
     */
    private void union(String field, JsonNode server, JsonNode client) {
        Set<JsonNode> removed = elements(was.get(field));
        removed.removeAll(elements(client));
        Set<JsonNode> all = elements(server);
        all.removeAll(removed);
        all.addAll(elements(client));
        ArrayNode union = Json.MAPPER.createArrayNode();
        all.forEach(union::add);
        merged |= !equal(union, client);
        if (!equal(union, server)) {
            apply.set(field, union);
        }
    }

    private static Set<JsonNode> elements(@Nullable JsonNode array) {
        Set<JsonNode> elements = new LinkedHashSet<>();
        if (array != null) {
            array.forEach(elements::add);
        }
        return elements;
    }

    /** What the client wrote below the text that both had goes below the server's text. */
    private void append(String field, JsonNode server, JsonNode client) {
        String theirs = server.asText("");
        String base = was.path(field).asText("");
        String mine = client.asText("");
        boolean isAppended = mine.startsWith(base) && !theirs.contains(mine);
        String added = isAppended ? mine.substring(base.length()).strip() : mine.strip();
        merged = true;
        if (added.isEmpty() || theirs.contains(added)) {
            return;
        }
        apply.put(field, theirs.isBlank() ? added : theirs.stripTrailing() + "\n\n" + added);
    }

    private static JsonNode value(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value == null ? NullNode.getInstance() : value;
    }

    /** Numbers by value, times by instant, null like missing. */
    static boolean equal(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || one.isNull()) {
            return other == null || other.isNull();
        }
        if (other == null || other.isNull()) {
            return false;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isTextual() && other.isTextual() && !one.equals(other)) {
            var first = Times.parse(one.textValue());
            return first.isPresent() && first.equals(Times.parse(other.textValue()));
        }
        return one.equals(other);
    }
}
