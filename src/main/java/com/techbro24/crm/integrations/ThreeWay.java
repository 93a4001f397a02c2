package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the fields of a record there into the row here, against what both had last. What only one
 * side changed is taken; what both changed differently goes to the later change, and the other
 * value is a {@link Difference}. These are the policies of sync for the same fields.
 */
final class ThreeWay {
    /** The fields that both sides have, in their order. */
    static final List<String> FIELDS = List.of("name", "phone", "email", "company");

    /** The name of the policy, as in the conflicts of sync. */
    static final String POLICY = "latest_wins";

    private static final String REQUIRED = "name";
    private static final String EMAIL = "email";

    /**
     * A field that both sides changed.
     *
     * @param base what both had; null if they never had the same
     * @param remoteWins whose value the row gets
     */
    record Difference(
            String field,
            @Nullable JsonNode base,
            JsonNode local,
            JsonNode remote,
            boolean remoteWins) {}

    /** Tells whether our value of a field is newer than the record there. */
    interface Newer {
        boolean isLocalNewer(String field);
    }

    private final ObjectNode apply = Json.object();
    private final ObjectNode base = Json.object();
    private final List<Difference> differences = new ArrayList<>();

    /**
     * @param before what both had last; null at first contact
     */
    ThreeWay(@Nullable ObjectNode before, JsonNode local, ObjectNode remote, Newer newer) {
        for (String field : FIELDS) {
            JsonNode mine = value(local, field);
            JsonNode theirs = value(remote, field);
            base.set(field, theirs);
            if (equal(field, mine, theirs)) {
                continue;
            }
            JsonNode common = before == null ? null : value(before, field);
            if (before == null ? theirs.isNull() : equal(field, theirs, common)) {
                continue; // Only we have changed it, or only we have it: it is sent.
            }
            boolean lacking = field.equals(REQUIRED) && theirs.isNull();
            if (before == null ? mine.isNull() : equal(field, mine, common)) {
                take(field, theirs, lacking);
                continue;
            }
            boolean remoteWins = !lacking && !newer.isLocalNewer(field);
            differences.add(new Difference(field, common, mine, theirs, remoteWins));
            take(field, theirs, !remoteWins);
        }
    }

    private void take(String field, JsonNode theirs, boolean not) {
        if (!not) {
            apply.set(field, theirs);
        }
    }

    /** The fields to set here. */
    ObjectNode apply() {
        return apply;
    }

    /** What the other side has, which is common from now on, or is to be overwritten. */
    ObjectNode base() {
        return base;
    }

    List<Difference> differences() {
        return differences;
    }

    /** The fields of the row that the other side has not. */
    static ObjectNode unsent(JsonNode local, @Nullable ObjectNode base) {
        ObjectNode unsent = Json.object();
        for (String field : FIELDS) {
            JsonNode mine = value(local, field);
            JsonNode theirs = base == null ? NullNode.getInstance() : value(base, field);
            if (!equal(field, mine, theirs)) {
                unsent.set(field, mine);
            }
        }
        return unsent;
    }

    /** The fields of a row that both sides have. */
    static ObjectNode of(JsonNode row) {
        ObjectNode fields = Json.object();
        FIELDS.forEach(field -> fields.set(field, value(row, field)));
        return fields;
    }

    static JsonNode value(JsonNode row, String field) {
        JsonNode value = row.get(field);
        return value == null || value.isTextual() && value.textValue().isBlank()
                ? NullNode.getInstance()
                : value;
    }

    /** Other CRMs store emails in lower case. */
    static boolean equal(String field, JsonNode one, @Nullable JsonNode other) {
        return field.equals(EMAIL) && other != null
                ? lower(one).equals(lower(other))
                : Objects.equals(one, other);
    }

    private static String lower(JsonNode email) {
        return email.asText("").toLowerCase(Locale.ROOT);
    }
}
