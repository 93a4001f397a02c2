package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of a client that the server could not simply take, kept until somebody decides.
 *
 * @param agentId who pushed it
 * @param field of the row; {@code *} for the row as a whole
 * @param base the value that both sides had; null where it is unknown
 * @param server the server's value when the client's came in; for the rules {@code not_created} and
 *     {@code refused} why it was refused
 * @param client the client's value; for the field {@code *} all pushed fields
 * @param serverBy the agent who set the server's value; null for the program or where it is unknown
 * @param serverAt when the server's value was set
 * @param clientAt when the person made the change, corrected by the device's clock
 * @param winner whose value the row got
 * @param rule the merge policy, or why the row could not be changed
 * @param resolvedAt null while it is open
 * @param resolvedBy the agent who resolved it; null before that
 * @param kept whose value was chosen when it was resolved
 */
public record SyncConflict(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        @Nullable String deviceId,
        String mutationId,
        String entityType,
        String entityId,
        String field,
        @Nullable JsonNode base,
        @Nullable JsonNode server,
        @Nullable JsonNode client,
        @Nullable String serverBy,
        @Nullable Instant serverAt,
        Instant clientAt,
        PushResult.Side winner,
        String rule,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        PushResult.@Nullable Side kept)
        implements Entity {
    /** The name in the log and in problems. */
    public static final String TYPE = "sync_conflict";

    /** A conflict about the row as a whole. */
    static final String WHOLE_ROW = "*";

    SyncConflict resolved(PushResult.Side side, @Nullable String by, Instant now) {
        return new SyncConflict(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                deviceId,
                mutationId,
                entityType,
                entityId,
                field,
                base,
                server,
                client,
                serverBy,
                serverAt,
                clientAt,
                winner,
                rule,
                now,
                by,
                side);
    }

    PushResult.Conflict shown() {
        return new PushResult.Conflict(
                id, field, base, server, client, serverBy, serverAt, winner, rule);
    }
}
