package com.techbro24.crm.analytics;

import org.jspecify.annotations.Nullable;

/** Counts talk times second by second, because sorting a million of them takes too long. */
final class TalkTimes {
    private final int[] counts = new int[1 << 19];
    private int largest;
    private long size;

    void add(int seconds) {
        counts[seconds]++;
        largest = Math.max(largest, seconds);
        size++;
    }

    long size() {
        return size;
    }

    /** By nearest rank, as {@link Percentiles}; null without values. */
    @Nullable Long of(int percent) {
        long rank = Math.max(1, (size * percent + 99) / 100);
        long seen = 0;
        for (int seconds = 0; seconds <= largest; seconds++) {
            seen += counts[seconds];
            if (seen >= rank) {
                return (long) seconds;
            }
        }
        return null;
    }
}
