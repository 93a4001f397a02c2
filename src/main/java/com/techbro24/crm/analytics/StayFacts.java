package com.techbro24.crm.analytics;

import java.util.Arrays;

/** The stays of leads in stages, numbered from 1, each of two longs. */
final class StayFacts {
    /** The end of a stay that lasts. */
    static final long OPEN = Long.MAX_VALUE;

    private static final long EPOCH = -2_208_988_800L;
    private static final long SECOND_MAX = (1L << 34) - 2;
    private static final long NO_END = (1L << 34) - 1;

    /** The second of entry in 34 bits, the agent then, the stage, and the next stage. */
    private long[] entries = new long[1_024];

    /** The second of leaving in 34 bits, and the lead. */
    private long[] ends = new long[1_024];

    private int size;

    int add(int lead, Stage stage, int agent, long second) {
        if (size + 1 == entries.length) {
            int larger = entries.length + (entries.length >> 1);
            entries = Arrays.copyOf(entries, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        size++;
        entries[size] = placed(second) << 30 | (long) agent << 14 | (long) stage.ordinal() << 4;
        ends[size] = NO_END << 30 | lead;
        return size;
    }

    void close(int stay, Stage next, long second) {
        entries[stay] = entries[stay] & ~0xfL | next.ordinal();
        ends[stay] = placed(second) << 30 | lead(stay);
    }

    private static long placed(long second) {
        return Math.clamp(second - EPOCH, 0, SECOND_MAX);
    }

    int size() {
        return size;
    }

    long entered(int stay) {
        return (entries[stay] >>> 30) + EPOCH;
    }

    /** The agent when the stay began; 0 for nobody. */
    int agent(int stay) {
        return (int) (entries[stay] >>> 14) & 0xffff;
    }

    int stage(int stay) {
        return (int) (entries[stay] >>> 4) & 0xf;
    }

    /** The stage that followed; only of a stay that has ended. */
    int next(int stay) {
        return (int) entries[stay] & 0xf;
    }

    /** When it ended; {@link #OPEN} while it lasts. */
    long left(int stay) {
        long end = ends[stay] >>> 30;
        return end == NO_END ? OPEN : end + EPOCH;
    }

    boolean isOpen(int stay) {
        return ends[stay] >>> 30 == NO_END;
    }

    int lead(int stay) {
        return (int) (ends[stay] & 0x3fff_ffff);
    }

    long bytes() {
        return 16L * entries.length;
    }
}
