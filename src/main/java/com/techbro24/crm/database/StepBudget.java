package com.techbro24.crm.database;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * How much of the writer a step of a background job may use: CPU time of the thread that made it,
 * so that steps on a busy machine do not become too small.
 */
public final class StepBudget {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long end;

    public StepBudget(Duration cpuMax) {
        end = THREADS.getCurrentThreadCpuTime() + cpuMax.toNanos();
    }

    public boolean isSpent() {
        return THREADS.getCurrentThreadCpuTime() > end;
    }
}
