package com.techbro24.crm.app;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an operation is asked for so that it succeeds: what the document alone does not say.
 *
 * @param operation as the document has it, {@code POST /api/leads/{id}/assign}
 * @param row the owner's row that {@code {id}} names, made anew for each who changes it
 * @param words the other variables of the path, and {@code ?} for a query that is needed
 * @param body instead of the document's example; {@code $agent}, {@code $lead} and the like stand
 *     for what {@link AccessMatrixWorld#values} has
 * @param aboutOwner whether it is about what belongs to the owner, so that strangers find nothing
 * @param own whether not even the owner's managers and admins see that row
 * @param shows a row of the owner's that its list has, and a stranger's has not
 * @param parting whether it ends the session that asks
 * @param otherwise who is answered with another status than its rights and its sight say
 */
record Fixture(
        String operation,
        @Nullable Row row,
        Map<String, String> words,
        @Nullable String body,
        boolean aboutOwner,
        boolean own,
        @Nullable Row shows,
        boolean parting,
        Map<Who, Integer> otherwise) {
    static Fixture of(String operation) {
        boolean agent = operation.contains("{agentId}");
        return new Fixture(operation, null, Map.of(), null, agent, false, null, false, Map.of());
    }

    Fixture row(Row other) {
        return new Fixture(operation, other, words, body, true, own, shows, parting, otherwise);
    }

    /** A row that is nobody's own, and that everyone sees. */
    Fixture common(Row other) {
        return new Fixture(operation, other, words, body, false, own, shows, parting, otherwise);
    }

    Fixture word(String name, String value) {
        Map<String, String> all = new HashMap<>(words);
        all.put(name, value);
        return new Fixture(operation, row, all, body, aboutOwner, own, shows, parting, otherwise);
    }

    /** The body is an array, with what is given as its element. */
    Fixture inArray() {
        return word("[]", "");
    }

    boolean isInArray() {
        return words.containsKey("[]");
    }

    Fixture body(String json) {
        String quoted = json.replace('\'', '"');
        return new Fixture(
                operation, row, words, quoted, aboutOwner, own, shows, parting, otherwise);
    }

    Fixture ofOwner() {
        return new Fixture(operation, row, words, body, true, own, shows, parting, otherwise);
    }

    Fixture own(Row other) {
        return new Fixture(operation, other, words, body, true, true, shows, parting, otherwise);
    }

    Fixture shows(Row other) {
        return new Fixture(operation, row, words, body, aboutOwner, own, other, parting, otherwise);
    }

    Fixture parts() {
        return new Fixture(operation, row, words, body, aboutOwner, own, shows, true, otherwise);
    }

    Fixture but(Who who, int status) {
        Map<Who, Integer> all = new EnumMap<>(Who.class);
        all.putAll(otherwise);
        all.put(who, status);
        return new Fixture(operation, row, words, body, aboutOwner, own, shows, parting, all);
    }
}
