package com.techbro24.crm.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change returned by a handler, before the log assigns its seq.
 *
 * @param subject the row whose timeline lists the change; null for none
 * @param at when it happened; null for the time of the command
 * @param reason the reason that the actor gave; null for none
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
        @Nullable Subject subject,
        @Nullable Instant at,
        @Nullable String reason) {
    /** Fields that every change updates; listing them would be noise. */
    private static final Set<String> ALWAYS_CHANGED = Set.of("version", "updatedAt");

    /** A new row. */
    public static Draft created(
            ChangeKind kind, String entityType, Entity row, Visibility seenAfter) {
        RowFields all = RowFields.of(row.getClass());
        List<String> fields = new ArrayList<>(all.size());
        for (int index = 0; index < all.size(); index++) {
            String name = all.name(index);
            Object value = all.value(index, row);
            if (value != null && !ALWAYS_CHANGED.contains(name)) {
                fields.add(name);
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
                row.subject(),
                null,
                null);
    }

    /** A changed row; the changed fields and their old values are found by comparison. */
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
        for (int index = 0; index < all.size(); index++) {
            String name = all.name(index);
            Object old = all.value(index, before);
            Object now = all.value(index, after);
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
                subject(before, after, fields),
                null,
                null);
    }

    /**
     * A row that lost its subject is listed under the old one. A change that only moves the row to
     * another subject is listed under neither.
     */
    private static @Nullable Subject subject(Entity before, Entity after, List<String> fields) {
        Subject old = before.subject();
        Subject now = after.subject();
        if (!Objects.equals(old, now) && fields.size() == 1) {
            return null;
        }
        return now == null ? old : now;
    }

    /** Whether the JSON differs; unequal objects can have equal JSON. */
    private static boolean isOther(@Nullable Object old, @Nullable Object now) {
        return !Objects.equals(old, now)
                && !Json.<JsonNode>tree(old).equals(Json.<JsonNode>tree(now));
    }

    /** The same change with the time at which it happened. */
    public Draft at(Instant time) {
        return with(time, reason);
    }

    /** The same change with the actor's reason. */
    public Draft because(@Nullable String why) {
        return with(at, why);
    }

    private Draft with(@Nullable Instant time, @Nullable String why) {
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
                subject,
                time,
                why);
    }
}
