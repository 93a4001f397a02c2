package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row or a value: a null node for none, a missing node where it cannot be known without
 * looking up a linked row.
 */
@FunctionalInterface
interface Reader {
    JsonNode read(Situation situation);

    static JsonNode orNull(@Nullable JsonNode node) {
        return node == null ? NullNode.getInstance() : node;
    }

    /** The rule's owner; it is looked up with the linked rows. */
    static Reader owner() {
        return situation ->
                situation.owner() == null && situation.links() == Links.UNKNOWN
                        ? MissingNode.getInstance()
                        : orNull(situation.owner());
    }

    /** The value in a row that another reader reads. */
    static Reader within(Reader row, List<String> keys) {
        String[] path = keys.toArray(String[]::new);
        return situation -> walk(row.read(situation), path);
    }

    /** The row whose id a field of another row has. */
    static Reader linked(Reader row, String field, String entityType) {
        return situation -> {
            JsonNode from = row.read(situation);
            JsonNode id = from.get(field);
            if (id == null || !id.isTextual()) {
                return from.isMissingNode() ? from : NullNode.getInstance();
            }
            return situation.links() == Links.UNKNOWN
                    ? MissingNode.getInstance()
                    : orNull(situation.links().find(entityType, id.textValue()));
        };
    }

    /** The value after the change, which the record's may differ from by now. */
    static Reader after(List<String> keys) {
        return within(situation -> orNull(situation.after()), keys);
    }

    /** The value before the change: the old one, or that of today if it did not change. */
    static Reader before(List<String> keys) {
        String[] path = keys.toArray(String[]::new);
        return situation -> {
            JsonNode before = situation.before();
            if (before == null) {
                return NullNode.getInstance();
            }
            return walk(before.has(path[0]) ? before : orNull(situation.after()), path);
        };
    }

    private static JsonNode walk(JsonNode row, String[] path) {
        if (row.isMissingNode()) {
            return row;
        }
        JsonNode at = row;
        for (String key : path) {
            at = at.get(key);
            if (at == null) {
                return NullNode.getInstance();
            }
        }
        return at;
    }
}
