package load;

/** Counts of durations in buckets at most 3 % wide: cheap to add to, good enough for a p99. */
final class Latencies {
    private static final int STEPS_BITS = 5;
    private static final int STEPS = 1 << STEPS_BITS;

    private final long[] counts = new long[64 * STEPS];
    private long total;

    void add(long nanos) {
        counts[bucket(Math.max(nanos, STEPS))]++;
        total++;
    }

    /** The duration that the given share of all did not exceed, in milliseconds. */
    double percentileMillis(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank && seen > 0) return upperNanos(bucket) / 1e6;
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - STEPS_BITS;
        return shift * STEPS + (int) (nanos >>> shift);
    }

    private static double upperNanos(int bucket) {
        int shift = bucket / STEPS - 1;
        return (double) (bucket - shift * STEPS + 1) * (1L << shift);
    }
}
