package com.techbro24.crm.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change that a handler wants, before the log has given it a place.
 *
 * @param leadId the lead that the row is about, by its field {@code leadId}; null for none
 * @param at when it happened; null for the time of its command
 * @param reason why, in the words of who did it; null where none was asked for
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
        @Nullable String leadId,
        @Nullable Instant at,
        @Nullable String reason) {
    /** The field by which rows of any room say which lead they are about. */
    private static final String LEAD = "leadId";

    /** Fields that every change touches, so that naming them would tell nobody anything. */
    private static final Set<String> ALWAYS_CHANGED = Set.of("version", "updatedAt");

    /** A new row. */
    public static Draft created(
            ChangeKind kind, String entityType, Entity row, Visibility seenAfter) {
        RowFields all = RowFields.of(row.getClass());
        List<String> fields = new ArrayList<>(all.size());
        String lead = null;
        for (int index = 0; index < all.size(); index++) {
            String name = all.name(index);
            Object value = all.value(index, row);
            if (value != null && !ALWAYS_CHANGED.contains(name)) {
                fields.add(name);
                lead = name.equals(LEAD) ? value.toString() : lead;
            }
        }
        return new Draft(
                kind,
                entityType,
                row.id(),
                row.version(),
                fields,
                null,
                Json.text(row),
                Visibility.NOBODY,
                seenAfter,
                lead,
                null,
                null);
    }

    /** A row that changed; the changed fields and what they held are found by comparing. */
    public static Draft changed(
            ChangeKind kind,
            String entityType,
            Entity before,
            Entity after,
            Visibility seenBefore,
            Visibility seenAfter) {
        RowFields all = RowFields.of(after.getClass());
        ObjectNode held = Json.object();
        List<String> fields = new ArrayList<>();
        Object lead = null;
        for (int index = 0; index < all.size(); index++) {
            String name = all.name(index);
            Object old = all.value(index, before);
            Object now = all.value(index, after);
            if (name.equals(LEAD)) {
                // What is about no lead any more is told of the one that it was about.
                lead = now == null ? old : now;
            }
            if (!ALWAYS_CHANGED.contains(name) && isOther(old, now)) {
                fields.add(name);
                held.set(name, Json.<JsonNode>tree(old));
            }
        }
        return new Draft(
                kind,
                entityType,
                after.id(),
                after.version(),
                fields,
                held.toString(),
                Json.text(after),
                seenBefore,
                seenAfter,
                lead == null ? null : lead.toString(),
                null,
                null);
    }

    /** Whether it is written another way, which what is not equal need not be. */
    private static boolean isOther(@Nullable Object old, @Nullable Object now) {
        return !Objects.equals(old, now)
                && !Json.<JsonNode>tree(old).equals(Json.<JsonNode>tree(now));
    }

    /** Of something that took place then, and not when it was told. */
    public Draft at(Instant time) {
        return new Draft(
                kind,
                entityType,
                entityId,
                version,
                fields,
                before,
                after,
                seenBefore,
                seenAfter,
                leadId,
                time,
                reason);
    }

    /** With what the person who did it gave as the reason. */
    public Draft because(@Nullable String why) {
        return new Draft(
                kind,
                entityType,
                entityId,
                version,
                fields,
                before,
                after,
                seenBefore,
                seenAfter,
                leadId,
                at,
                why);
    }
}
