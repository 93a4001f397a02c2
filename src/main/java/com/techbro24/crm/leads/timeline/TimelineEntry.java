package com.techbro24.crm.leads.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in the timeline of a lead.
 *
 * @param seq its position in the change log
 * @param event the kind of change, such as {@code lead.status_changed}
 * @param actor the agent who made the change; null for the system
 * @param via what acted on behalf of the actor, {@code rule:<id>}, {@code import:<id>} or {@code
 *     bulk:<id>}; null if the actor acted directly
 * @param entity the changed row: the lead, one merged into it, or a row about one of them
 * @param reason the reason given by the actor; null for none
 * @param changes the old and new value of each changed field
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
     * @param type {@code lead}, {@code call}, {@code reminder}, {@code consent} or {@code
     *     automation_run}
     */
    public record Subject(String type, String id) {}

    /**
     * A changed field.
     *
     * @param field the name of the field
     * @param from null if the row is new or the field was empty
     * @param to null if the field was cleared
     */
    @Example("{\"field\":\"status\",\"from\":\"new\",\"to\":\"contacted\"}")
    public record FieldChange(String field, @Nullable JsonNode from, @Nullable JsonNode to) {}

    static TimelineEntry of(Change change) {
        String stored = change.before();
        JsonNode before = stored == null ? Json.object() : Json.read(stored);
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
