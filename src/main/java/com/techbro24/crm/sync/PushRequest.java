package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client did without a network.
 *
 * @param deviceId a name that the device gives itself and keeps
 * @param sentAt when the request was sent, by the device's clock: corrects the times of mutations
 * @param cursor of the client's last pull of this type: where it is of a history that a restored
 *     backup ended, the base versions do not count
 * @param mutations in the order in which they were made
 */
public record PushRequest(
        @Example("\"phone-7\"") @Size(min = 1, max = DEVICE_LENGTH_MAX) @Nullable String deviceId,
        @Nullable Instant sentAt,
        @Example("null") @Size(max = CURSOR_LENGTH_MAX) @Nullable String cursor,
        @NotNull @Size(max = MUTATIONS_MAX) List<Mutation> mutations) {
    static final int MUTATIONS_MAX = 500;
    static final int DEVICE_LENGTH_MAX = 100;
    private static final int CURSOR_LENGTH_MAX = 1_000;

    /** What a mutation does to its row. */
    public enum Op {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * One change of one row.
     *
     * @param mutationId made by the client, once for each mutation; a retry has the same
     * @param id of the row; made by the client for a creation
     * @param baseVersion the version that the client had changed; null where it does not know
     * @param set the fields with their new values
     * @param was the values that the client saw before; decides where both sides changed a field
     * @param at when the person did it, by the device's clock; null for the time of sending
     */
    public record Mutation(
            @NotNull @Pattern(regexp = Id.PATTERN) String mutationId,
            @NotNull Op op,
            @NotNull @Pattern(regexp = Id.PATTERN) String id,
            @Min(1) @Nullable Integer baseVersion,
            @Example("{\"status\":\"qualified\"}") @Nullable ObjectNode set,
            @Example("{\"status\":\"contacted\"}") @Nullable ObjectNode was,
            @Nullable Instant at) {
        Mutation withoutBase() {
            return new Mutation(mutationId, op, id, null, set, was, at);
        }
    }
}
