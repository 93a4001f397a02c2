package com.techbro24.crm.bulk;

import com.techbro24.crm.database.StepLoop;
import java.time.Duration;

/**
 * How runs share the writer with other requests.
 *
 * @param leadsAtOnceMax maximum leads per step, which is one transaction
 * @param stepCpuMax CPU time of the writer thread after which a step ends
 * @param chunksKept how long the leads of a failed or cancelled run are kept
 * @param reportKept how long reports are kept
 */
public record BulkSettings(
        int leadsAtOnceMax,
        Duration stepCpuMax,
        StepLoop.Pace pace,
        Duration chunksKept,
        Duration reportKept) {
    public static final BulkSettings DEFAULT =
            new BulkSettings(
                    40,
                    Duration.ofMillis(10),
                    new StepLoop.Pace(1.0, Duration.ofMillis(3), Duration.ofSeconds(1)),
                    Duration.ofDays(1),
                    Duration.ofDays(30));
}
