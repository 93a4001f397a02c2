package com.techbro24.crm.analytics;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The days of a period, numbered from 0. A day lasts from its first second to the first one of the
 * next day, so each second is in one day, also where the clock is set back over midnight. For one
 * thread: it keeps the last day that was found.
 */
final class Days implements Counting.Group {
    private final LocalDate first;
    private final long[] starts;
    private int day;

    Days(Period period) {
        first = period.firstDay();
        int size = period.days();
        starts = new long[size + 1];
        for (int index = 0; index <= size; index++) {
            starts[index] = Period.start(first.plusDays(index), period.zone());
        }
    }

    int size() {
        return starts.length - 1;
    }

    LocalDate date(int index) {
        return first.plusDays(index);
    }

    int of(long second) {
        if (second < starts[day] || second >= starts[day + 1]) {
            int at = Arrays.binarySearch(starts, second);
            day = Math.clamp(at >= 0 ? at : -at - 2, 0, size() - 1);
            // A day that the zone skips has the same start as the next one.
            while (day + 1 < size() && starts[day + 1] <= second) {
                day++;
            }
        }
        return day;
    }

    @Override
    public int of(int agent, long second) {
        return of(second);
    }

    @Override
    public long until(long second) {
        return starts[of(second) + 1];
    }

    /** The weekday, from 0 for Monday. */
    int weekday(long second) {
        return date(of(second)).getDayOfWeek().ordinal();
    }
}
