package com.techbro24.crm.sync;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.techbro24.crm.base.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pull or push that moved something.
 *
 * @param type as in paths; {@code full} for all types at once
 * @param sent rows that were sent
 * @param removed rows that were reported as removed
 * @param applied mutations that were applied, merged ones included
 * @param conflicts mutations that ended with a conflict
 * @param rejected mutations that were rejected or deferred
 * @param bytes of the answer, before it is compressed
 * @param milliseconds from the request to its answer
 * @param error why it failed; null where it did not
 */
public record SyncRun(
        String id,
        Instant at,
        String agentId,
        String deviceId,
        String type,
        Direction direction,
        int sent,
        int removed,
        int applied,
        int conflicts,
        int rejected,
        long bytes,
        int milliseconds,
        @Nullable String error)
        implements Entity {
    public static final String TYPE = "sync_run";

    /** Which way the rows went. */
    public enum Direction {
        PULL,
        PUSH
    }

    /** A run is never changed. */
    @Override
    @JsonIgnore
    public int version() {
        return 1;
    }
}
