package com.techbro24.crm.leads.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a lead.
 *
 * @param seq its place in the change log
 * @param event the name of the change, {@code lead.status_changed}
 * @param actor the agent who did it; null for the program itself
 * @param via what did it in the actor's name, {@code rule:<id>} or {@code import:<id>}; null where
 *     the actor did it
 * @param entity what changed: the lead, one that was merged into it, or a row about one of them
 * @param reason why, in the words of who did it; null where none was asked for
 * @param changes what each field held before and after
 */
public record TimelineEntry(
        long seq,
        Instant at,
        String event,
        @Nullable String actor,
        @Nullable String via,
        Subject entity,
        @Nullable String reason,
        List<FieldChange> changes) {
    /**
     * A row.
     *
     * @param type {@code lead}, {@code call} or {@code reminder}
     */
    public record Subject(String type, String id) {}

    /**
     * A field that changed.
     *
     * @param from null where the row is new, or the field held nothing
     * @param to null where the field was cleared
     */
    @Example("{\"field\":\"status\",\"from\":\"new\",\"to\":\"contacted\"}")
    public record FieldChange(String field, @Nullable JsonNode from, @Nullable JsonNode to) {}

    static TimelineEntry of(Change change) {
        String held = change.before();
        JsonNode before = held == null ? Json.object() : Json.read(held);
        JsonNode after = Json.read(change.after());
        List<FieldChange> changes =
                change.fields().stream()
                        .map(field -> new FieldChange(field, before.get(field), after.get(field)))
                        .toList();
        return new TimelineEntry(
                change.seq(),
                change.at(),
                change.kind().wireName(),
                change.actor(),
                change.via(),
                new Subject(change.entityType(), change.entityId()),
                change.reason(),
                changes);
    }
}
