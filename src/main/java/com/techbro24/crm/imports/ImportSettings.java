package com.techbro24.crm.imports;

import com.techbro24.crm.database.StepLoop;
import java.time.Duration;

/**
 * How an import shares the writer with other requests.
 *
 * @param rowsAtOnceMax maximum rows per step, which is one transaction
 * @param stepCpuMax CPU time of the writer thread after which a step ends; CPU time, so that steps
 *     on a busy machine do not become too small
 * @param chunksKept how long the file of a failed or cancelled import is kept
 * @param refusedKept how long rejected rows are kept
 */
public record ImportSettings(
        int rowsAtOnceMax,
        Duration stepCpuMax,
        StepLoop.Pace pace,
        Duration chunksKept,
        Duration refusedKept) {
    public static final ImportSettings DEFAULT =
            new ImportSettings(
                    40,
                    Duration.ofMillis(10),
                    new StepLoop.Pace(1.0, Duration.ofMillis(3), Duration.ofSeconds(1)),
                    Duration.ofDays(1),
                    Duration.ofDays(30));
}
