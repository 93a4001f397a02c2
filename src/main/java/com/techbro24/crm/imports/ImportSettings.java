package com.techbro24.crm.imports;

import java.time.Duration;

/**
 * How an import shares the writer with people at work.
 *
 * @param rowsAtOnceMax rows of one step, which is one transaction
 * @param stepCpuMax of the writer's time, after which a step takes no further row; its processor
 *     time, so that a step on a busy machine is not cut to nothing but the cost of its commit
 * @param pauseShare how long it rests after a step, as a multiple of how long it held the writer
 * @param pauseMin how long it rests at least
 * @param elsewherePause how long a node looks away from an import that another one carries on
 * @param chunksKept how long a file is kept whose import failed or was cancelled
 * @param refusedKept how long the refused rows of an import can be read
 */
public record ImportSettings(
        int rowsAtOnceMax,
        Duration stepCpuMax,
        double pauseShare,
        Duration pauseMin,
        Duration elsewherePause,
        Duration chunksKept,
        Duration refusedKept) {
    public static final ImportSettings DEFAULT =
            new ImportSettings(
                    40,
                    Duration.ofMillis(10),
                    1.0,
                    Duration.ofMillis(3),
                    Duration.ofSeconds(1),
                    Duration.ofDays(1),
                    Duration.ofDays(30));
}
