package com.techbro24.crm.analytics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whole numbers of which percentiles are asked, by nearest rank, so each one is a real value. */
final class Percentiles {
    private long[] values = new long[64];
    private int size;
    private boolean sorted;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        sorted = false;
    }

    int size() {
        return size;
    }

    /** How many values are larger. */
    long countAbove(long limit) {
        long count = 0;
        for (int index = 0; index < size; index++) {
            count += values[index] > limit ? 1 : 0;
        }
        return count;
    }

    /** The smallest value that {@code percent} of all values do not exceed; null without values. */
    @Nullable Long of(int percent) {
        if (size == 0) {
            return null;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        int rank = (int) Math.max(1, (size * (long) percent + 99) / 100);
        return values[rank - 1];
    }
}
