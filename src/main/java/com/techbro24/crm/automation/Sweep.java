package com.techbro24.crm.automation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is applied row by row, at a tick of its schedule or as a backfill. A schedule without
 * rows has one step.
 *
 * @param ruleVersion the version of the rule that is applied
 * @param occasion of the runs that it makes
 * @param createdBy who began it; null for a schedule
 * @param rowsMax how many runs it may make; null for no limit
 * @param afterId the last row that was looked at
 * @param scanned how many rows were looked at
 * @param matched how many runs were made
 * @param finishedAt when it ended; null before that
 */
public record Sweep(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String ruleId,
        int ruleVersion,
        Kind kind,
        String occasion,
        @Nullable String createdBy,
        @Nullable Long rowsMax,
        @JsonIgnore String afterId,
        long scanned,
        long matched,
        Status status,
        @Nullable Instant finishedAt)
        implements Entity {
    /** What began it. */
    public enum Kind {
        TICK,
        BACKFILL
    }

    /** How far it is. */
    public enum Status {
        RUNNING,
        DONE,
        STOPPED
    }

    static Sweep of(
            AutomationRule rule,
            Kind kind,
            @Nullable String occasion,
            @Nullable String createdBy,
            @Nullable Long rowsMax,
            Instant now) {
        String id = Id.next();
        return new Sweep(
                id,
                1,
                now,
                now,
                rule.id(),
                rule.version(),
                kind,
                occasion == null ? "backfill:" + id : occasion,
                createdBy,
                rowsMax,
                "",
                0,
                0,
                Status.RUNNING,
                null);
    }

    Sweep advanced(String lastId, int rows, int runs, boolean isDone, Instant now) {
        return new Sweep(
                id,
                version + 1,
                createdAt,
                now,
                ruleId,
                ruleVersion,
                kind,
                occasion,
                createdBy,
                rowsMax,
                lastId,
                scanned + rows,
                matched + runs,
                isDone ? Status.DONE : status,
                isDone ? now : null);
    }

    /** Whether it made as many runs as it may. */
    boolean isFull(int more) {
        return rowsMax != null && matched + more >= rowsMax;
    }
}
