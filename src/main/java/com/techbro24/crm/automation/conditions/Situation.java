package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at. Immutable, so that the situation of a change is made once for all rules.
 *
 * @param event the name of the event; null without one
 * @param change the change that is the event; null for a schedule or a backfill
 * @param record the row that {@code <entityType>.<field>} reads; null without one
 * @param after the row as the change left it; it differs from {@code record} where that is newer
 * @param before the old values of the changed fields; null for a new row and without a change
 * @param links looks up linked rows
 * @param owner the rule's owner; null where it is not needed
 * @param then the values stored when the rule matched, see {@link Fields#valuesOf}; null while it
 *     is being matched, when {@code then} is now
 */
public record Situation(
        @Nullable String event,
        @Nullable Change change,
        @Nullable JsonNode record,
        @Nullable JsonNode after,
        @Nullable JsonNode before,
        Links links,
        @Nullable JsonNode owner,
        @Nullable ObjectNode then,
        Instant now) {
    /** The situation of a change, without links. */
    public static Situation of(@Nullable String event, Change change, Instant now) {
        JsonNode after = Json.read(change.after());
        JsonNode before = change.before() == null ? null : Json.read(change.before());
        return new Situation(event, change, after, after, before, Links.UNKNOWN, null, null, now);
    }

    /**
     * The situation of a schedule or a backfill, without links.
     *
     * @param record null for a schedule without a record
     */
    public static Situation of(@Nullable JsonNode record, Instant now) {
        return new Situation(null, null, record, null, null, Links.UNKNOWN, null, null, now);
    }

    public Situation withName(String name) {
        return new Situation(name, change, record, after, before, links, owner, then, now);
    }

    /** With the row as it stands; event operators still see the change. */
    public Situation withRecord(@Nullable JsonNode newRecord) {
        return new Situation(event, change, newRecord, after, before, links, owner, then, now);
    }

    public Situation withLinks(Links newLinks) {
        return new Situation(event, change, record, after, before, newLinks, owner, then, now);
    }

    public Situation withOwner(@Nullable JsonNode newOwner) {
        return new Situation(event, change, record, after, before, links, newOwner, then, now);
    }

    public Situation withThen(@Nullable ObjectNode values) {
        return new Situation(event, change, record, after, before, links, owner, values, now);
    }

    public Situation withNow(Instant time) {
        return new Situation(event, change, record, after, before, links, owner, then, time);
    }
}
