package com.techbro24.crm.changelog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log.
 *
 * @param seq its place; the first is 1, and there is no hole
 * @param fields the fields that changed, by name
 * @param before what those fields held, as JSON; null where the row is new
 * @param after the whole row after the change, as JSON
 * @param actor the agent who did it; null for the program itself
 * @param cause the seq of the change that led to this one; null where a person did it
 * @param device the device it came from, where one was named
 * @param via what made it in the actor's name, {@code rule:<id>} or {@code import:<id>}; null for
 *     nothing
 * @param reason why, in the words of who did it; null where none was asked for
 * @param seenBefore who could see the row before the change
 * @param seenAfter who can see it after
 */
public record Change(
        long seq,
        ChangeKind kind,
        String entityType,
        String entityId,
        int version,
        List<String> fields,
        @Nullable String before,
        String after,
        @Nullable String actor,
        @Nullable Long cause,
        @Nullable String device,
        @Nullable String via,
        Instant at,
        @Nullable String reason,
        Visibility seenBefore,
        Visibility seenAfter) {}
