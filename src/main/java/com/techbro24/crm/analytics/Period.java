package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The seconds from {@code from} and before {@code to}, divided into days of a zone.
 *
 * @param from a second since 1970, in UTC
 */
record Period(long from, long to, ZoneId zone) {
    static Period ofDays(LocalDate from, LocalDate to, ZoneId zone) {
        return new Period(start(from, zone), start(to, zone), zone);
    }

    /** The first second of a day; after midnight where the clock skips it. */
    static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toEpochSecond();
    }

    LocalDate firstDay() {
        return day(from);
    }

    /** The day after the last one. */
    LocalDate endDay() {
        return to <= from ? firstDay() : day(to - 1).plusDays(1);
    }

    private LocalDate day(long second) {
        return Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
    }

    int days() {
        return (int) (endDay().toEpochDay() - firstDay().toEpochDay());
    }

    /** The period of as many days that ends where this one begins. */
    Period before() {
        LocalDate first = firstDay();
        long start = start(first.minusDays(days()), zone);
        // Not on whole days: as long as this one.
        return start(first, zone) == from && start(endDay(), zone) == to
                ? new Period(start, from, zone)
                : new Period(from - (to - from), from, zone);
    }

    /** The last {@code days} whole days before the day that has {@code now}. */
    static Period lastDays(int days, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return ofDays(today.minusDays(days), today, zone);
    }

    boolean has(long second) {
        return second >= from && second < to;
    }

    Instant fromInstant() {
        return Instant.ofEpochSecond(from);
    }

    Instant toInstant() {
        return Instant.ofEpochSecond(to);
    }
}
