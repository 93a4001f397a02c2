package com.techbro24.crm.automation.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model: it looks at every minute that the clock shows, one by one. It knows nothing of changes
 * of the clock, and reads numbers, {@code *}, lists, ranges and steps.
 */
final class NaiveCron {
    private static final int DAY_MINUTES = 24 * 60;

    private final Set<Integer> minutes;
    private final Set<Integer> hours;
    private final Set<Integer> daysOfMonth;
    private final Set<Integer> months;
    private final Set<Integer> daysOfWeek;
    private final boolean everyHour;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;

    NaiveCron(String expression) {
        String[] fields = expression.split(" ", -1);
        minutes = values(fields[0], 0, 59);
        hours = values(fields[1], 0, 23);
        daysOfMonth = values(fields[2], 1, 31);
        months = values(fields[3], 1, 12);
        daysOfWeek = values(fields[4], 0, 7);
        everyHour = fields[1].equals("*") || fields[1].startsWith("*/");
        anyDayOfMonth = fields[2].equals("*");
        anyDayOfWeek = fields[4].equals("*");
    }

    private static Set<Integer> values(String field, int first, int last) {
        Set<Integer> values = new TreeSet<>();
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            String[] range = stepped[0].equals("*") ? new String[0] : stepped[0].split("-", -1);
            int from = range.length == 0 ? first : Integer.parseInt(range[0]);
            int to = range.length == 0 ? last : Integer.parseInt(range[range.length - 1]);
            int step = stepped.length == 1 ? 1 : Integer.parseInt(stepped[1]);
            for (int value = from; value <= to; value += step) {
                values.add(value);
            }
        }
        return values;
    }

    boolean matches(LocalDateTime time) {
        return minutes.contains(time.getMinute())
                && hours.contains(time.getHour())
                && months.contains(time.getMonthValue())
                && isDay(time);
    }

    private boolean isDay(LocalDateTime time) {
        int weekday = time.getDayOfWeek().getValue();
        boolean ofMonth = daysOfMonth.contains(time.getDayOfMonth());
        boolean ofWeek =
                daysOfWeek.contains(weekday)
                        || (time.getDayOfWeek() == DayOfWeek.SUNDAY && daysOfWeek.contains(0));
        if (anyDayOfMonth || anyDayOfWeek) {
            return (anyDayOfMonth || ofMonth) && (anyDayOfWeek || ofWeek);
        }
        return ofMonth || ofWeek;
    }

    /** The shortest time between two ticks, where each day is like the next. */
    int spacingMinutes() {
        int least = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE / 2;
        for (int at = 0; at < 2 * DAY_MINUTES; at++) {
            int ofDay = at % DAY_MINUTES;
            if (hours.contains(ofDay / 60) && minutes.contains(ofDay % 60)) {
                least = Math.min(least, at - last);
                last = at;
            }
        }
        return least;
    }

    /** All ticks from the first instant until before the second; both are whole minutes. */
    NavigableSet<Instant> ticks(Instant from, Instant to, ZoneId zone) {
        NavigableSet<Instant> ticks = new TreeSet<>();
        // A margin, so that it is known at the start what the clock has shown already.
        Instant at = from.minus(3, ChronoUnit.DAYS);
        LocalDateTime latest = LocalDateTime.ofInstant(at, zone).minusMinutes(1);
        for (; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
            LocalDateTime shown = LocalDateTime.ofInstant(at, zone);
            if (everyHour && matches(shown)) {
                ticks.add(at);
            }
            // More than one minute where the clock skips some, none where it repeats them.
            while (latest.isBefore(shown)) {
                latest = latest.plusMinutes(1);
                if (!everyHour && matches(latest)) {
                    ticks.add(at);
                }
            }
        }
        return ticks.tailSet(from, true);
    }
}
