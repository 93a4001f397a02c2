package com.techbro24.crm.changelog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log.
 *
 * @param seq its sequence number, from 1 without gaps
 * @param fields the fields that changed, by name
 * @param before the old values of those fields, as JSON; null for a new row
 * @param after the whole row after the change, as JSON
 * @param actor the agent who made the change; null for the server itself
 * @param cause the seq of the change that caused this one; null if a person made it
 * @param device the client's device; null if unknown
 * @param via the rule, import or bulk change that acted for the actor, see {@link Via}; null for
 *     none
 * @param reason the reason that the actor gave; null for none
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
