package com.techbro24.crm.analytics;

import java.util.Arrays;
import java.util.UUID;

/**
 * The ids of rows with a number each, from 1 in the order of addition. Open addressing over two
 * arrays of longs: about 28 bytes an id, where a map of objects takes four times as much.
 */
final class IdIndex {
    private long[] high = new long[1_024];
    private long[] low = new long[1_024];
    private int[] slots = new int[2_048];
    private int size;

    /** The number of the id; 0 for an unknown one. */
    int find(String id) {
        UUID key = UUID.fromString(id);
        return slots[slot(key.getMostSignificantBits(), key.getLeastSignificantBits())];
    }

    /** The number of the id, a new one for a new id. */
    int add(String id) {
        UUID key = UUID.fromString(id);
        int slot = slot(key.getMostSignificantBits(), key.getLeastSignificantBits());
        if (slots[slot] != 0) {
            return slots[slot];
        }
        if (size == high.length) {
            grow();
            slot = slot(key.getMostSignificantBits(), key.getLeastSignificantBits());
        }
        high[size] = key.getMostSignificantBits();
        low[size] = key.getLeastSignificantBits();
        slots[slot] = ++size;
        return size;
    }

    String id(int number) {
        return new UUID(high[number - 1], low[number - 1]).toString();
    }

    int size() {
        return size;
    }

    long bytes() {
        return 8L * high.length + 8L * low.length + 4L * slots.length;
    }

    /** The slot of the key, or the free one where it belongs. */
    private int slot(long mostBits, long leastBits) {
        long mixed = (mostBits ^ Long.rotateLeft(leastBits, 31)) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (high[row] == mostBits && low[row] == leastBits) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        high = Arrays.copyOf(high, size * 2);
        low = Arrays.copyOf(low, size * 2);
        slots = new int[size * 4];
        for (int row = 0; row < size; row++) {
            slots[slot(high[row], low[row])] = row + 1;
        }
    }
}
