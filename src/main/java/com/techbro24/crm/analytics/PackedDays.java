package com.techbro24.crm.analytics;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * A multiset of facts, each of two longs, by the UTC day of their second. A change of a row takes
 * the fact of the row before away and adds the one after, so no ids are kept.
 */
final class PackedDays {
    static final long DAY_SECONDS = 86_400;

    private final TreeMap<Long, Day> days = new TreeMap<>();
    private long size;

    /** The facts of one day, in no order. */
    static final class Day {
        private long[] first = new long[16];
        private long[] second = new long[16];
        private int size;

        int size() {
            return size;
        }

        long first(int index) {
            return first[index];
        }

        long second(int index) {
            return second[index];
        }

        private void add(long one, long other) {
            if (size == first.length) {
                int larger = size + (size >> 1) + 16;
                first = Arrays.copyOf(first, larger);
                second = Arrays.copyOf(second, larger);
            }
            first[size] = one;
            second[size++] = other;
        }

        /** From the end, because most changes are about the newest facts. */
        private boolean remove(long one, long other) {
            for (int index = size - 1; index >= 0; index--) {
                if (first[index] == one && second[index] == other) {
                    size--;
                    first[index] = first[size];
                    second[index] = second[size];
                    return true;
                }
            }
            return false;
        }
    }

    /** Receives the facts of one day. */
    interface Visitor {
        /**
         * @param start the first second of the day
         */
        void day(long start, Day facts);
    }

    void add(long second, long one, long other) {
        days.computeIfAbsent(Math.floorDiv(second, DAY_SECONDS), _ -> new Day()).add(one, other);
        size++;
    }

    /** Takes an equal fact away; a missing one is a bug. */
    void remove(long second, long one, long other) {
        Day day = days.get(Math.floorDiv(second, DAY_SECONDS));
        if (day == null || !day.remove(one, other)) {
            throw new IllegalStateException("the fact to take away is missing");
        }
        size--;
    }

    /** Visits each day that has a second from {@code from} and before {@code to}. */
    void visit(long from, long to, Visitor visitor) {
        if (from < to) {
            days.subMap(
                            Math.floorDiv(from, DAY_SECONDS),
                            true,
                            Math.floorDiv(to - 1, DAY_SECONDS),
                            true)
                    .forEach((day, facts) -> visitor.day(day * DAY_SECONDS, facts));
        }
    }

    void visitAll(Visitor visitor) {
        days.forEach((day, facts) -> visitor.day(day * DAY_SECONDS, facts));
    }

    long size() {
        return size;
    }

    /** Gives back the space that was taken for more facts; most days get no more. */
    void trim() {
        for (Day day : days.values()) {
            day.first = Arrays.copyOf(day.first, day.size);
            day.second = Arrays.copyOf(day.second, day.size);
        }
    }

    long bytes() {
        return days.values().stream().mapToLong(day -> 16L * day.first.length).sum();
    }
}
