package com.techbro24.crm.automation;

import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;

/**
 * A budget of runs. Beyond it, runs are held until the owner decides.
 *
 * @param runs the most runs in the period
 * @param within the period, whole periods since 1970
 */
@Example("{\"runs\":500,\"within\":\"PT10M\"}")
public record Burst(@Min(1) @Max(100_000) int runs, @NotNull Duration within) {
    static final Burst STANDARD = new Burst(500, Duration.ofMinutes(10));

    static final Duration WITHIN_MIN = Duration.ofMinutes(1);
    static final Duration WITHIN_MAX = Duration.ofDays(1);

    /** The start of the period that holds the time. */
    Instant periodStart(Instant at) {
        long length = within.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), length) * length);
    }
}
