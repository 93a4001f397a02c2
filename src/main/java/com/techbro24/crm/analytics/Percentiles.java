package com.techbro24.crm.analytics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whole numbers of which percentiles are asked, by nearest rank, so each one is a real value. */
final class Percentiles {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
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
        int rank = (int) Math.max(1, (size * (long) percent + 99) / 100);
        return select(rank - 1);
    }

    /** The value that sorting would bring to this place; quicker than sorting all. */
    private long select(int place) {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            long pivot = values[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (place <= right) {
                high = right;
            } else if (place >= left) {
                low = left;
            } else {
                break;
            }
        }
        return values[place];
    }
}
