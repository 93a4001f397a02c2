package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the mutations of a push, in their order. */
public record PushResult(List<Result> results, Instant serverTime) {
    /** What became of one mutation. */
    public enum Status {
        /** All of it was applied. */
        APPLIED,
        /** Both sides had changed the row; every value of the client's is part of the result. */
        MERGED,
        /** A value of the client's is not part of the result; a conflict keeps it. */
        CONFLICT,
        /** A rule or a right forbids it. */
        REJECTED,
        /** It was not tried, since an earlier one of its row can be tried again. */
        DEFERRED
    }

    /**
     * What became of one mutation.
     *
     * @param version of the row now; null where there is none that the caller sees
     * @param replayed whether the mutation was pushed before, and this is its result of then
     * @param record the row now; null where there is none that the caller sees
     * @param conflicts each field on which the two sides differed
     * @param existingId the row that a creation would have duplicated
     * @param error why it was rejected or deferred
     */
    public record Result(
            String mutationId,
            String id,
            @Nullable Integer version,
            Status status,
            boolean replayed,
            @Nullable ObjectNode record,
            List<Conflict> conflicts,
            @Nullable String existingId,
            @Nullable Failure error) {
        static Result of(PushRequest.Mutation mutation, Status status, List<Conflict> conflicts) {
            return new Result(
                    mutation.mutationId(),
                    mutation.id(),
                    null,
                    status,
                    false,
                    null,
                    conflicts,
                    null,
                    null);
        }

        Result failed(Failure why, @Nullable String existing) {
            return new Result(
                    mutationId, id, version, status, replayed, record, conflicts, existing, why);
        }

        /** As it is kept: the row is read anew when it is asked for again. */
        Result withoutRow() {
            return new Result(
                    mutationId, id, null, status, replayed, null, conflicts, existingId, error);
        }

        Result asReplayed() {
            return new Result(
                    mutationId, id, version, status, true, record, conflicts, existingId, error);
        }
    }

    /**
     * A field on which the two sides differed.
     *
     * @param conflictId the id of the conflict, by which it is resolved
     * @param field its name; {@code *} for the row as a whole
     * @param base the value that both had; null where it is unknown
     * @param server the server's value
     * @param client the client's value
     * @param serverBy the agent who set the server's value
     * @param serverAt when the server's value was set
     * @param winner whose value the row has now
     * @param rule the merge policy, or why the row could not be changed
     */
    public record Conflict(
            String conflictId,
            String field,
            @Nullable JsonNode base,
            @Nullable JsonNode server,
            @Nullable JsonNode client,
            @Nullable String serverBy,
            @Nullable Instant serverAt,
            Side winner,
            String rule) {}

    /** Whose value a conflict ended with. */
    public enum Side {
        CLIENT,
        SERVER,
        BOTH
    }

    /**
     * Why a mutation was not applied.
     *
     * @param code the code of the problem
     * @param detail what happened, for people
     */
    public record Failure(String code, String detail, List<InputError> errors) {}
}
