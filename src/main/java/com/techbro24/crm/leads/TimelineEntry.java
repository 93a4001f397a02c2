package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a lead.
 *
 * @param seq its place in the change log
 * @param event the name of the change, {@code lead.status_changed}
 * @param actor the agent who did it; null for the program itself
 * @param changes what each field held before and after
 */
public record TimelineEntry(
        long seq, Instant at, String event, @Nullable String actor, List<FieldChange> changes) {
    private static final int RADIX = 36;

    /**
     * A field that changed.
     *
     * @param from null where the lead is new, or the field held nothing
     * @param to null where the field was cleared
     */
    public record FieldChange(String field, @Nullable JsonNode from, @Nullable JsonNode to) {}

    /** A lead's history, newest first. */
    static Page<TimelineEntry> page(Tx tx, Lead lead, Paging paging) {
        if (paging.sort() != null) {
            throw fault("sort", "unknown_value", "A timeline has one order, newest first.");
        }
        List<Change> changes =
                ChangeLog.of(tx, Lead.TYPE, lead.id(), before(paging), paging.limit() + 1);
        List<TimelineEntry> entries =
                changes.stream().limit(paging.limit()).map(TimelineEntry::of).toList();
        String next =
                changes.size() > paging.limit()
                        ? Long.toString(entries.getLast().seq(), RADIX)
                        : null;
        // Every change is a version, so that counting them takes no look at the log.
        Long total = paging.total() ? Long.valueOf(lead.version()) : null;
        return new Page<>(entries, new Page.Mark(paging.limit(), next, total));
    }

    private static long before(Paging paging) {
        try {
            String cursor = paging.cursor();
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor, RADIX);
        } catch (NumberFormatException fault) {
            throw fault("cursor", "invalid_cursor", "This cursor does not belong to this list.");
        }
    }

    private static TimelineEntry of(Change change) {
        String held = change.before();
        JsonNode before = held == null ? Json.object() : Json.read(held);
        JsonNode after = Json.read(change.after());
        List<FieldChange> changes =
                change.fields().stream()
                        .map(field -> new FieldChange(field, before.get(field), after.get(field)))
                        .toList();
        return new TimelineEntry(
                change.seq(), change.at(), change.kind().wireName(), change.actor(), changes);
    }

    private static Problem fault(String field, String code, String message) {
        return Problem.invalid(List.of(new Fault(field, code, message)));
    }
}
