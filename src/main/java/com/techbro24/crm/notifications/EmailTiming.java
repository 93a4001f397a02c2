package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Growing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a notification is sent by email; one of high priority always is at once. */
@Growing
public enum EmailTiming {
    IMMEDIATE,
    /** Those of a quarter of an hour in one mail. */
    DIGEST,
    /** Those of a day in one mail, in the morning. */
    DAILY;

    private static final long DIGEST_MILLISECONDS = Duration.ofMinutes(15).toMillis();
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    /**
     * A period whose notifications are told in one mail when it ends.
     *
     * @param start inclusive
     * @param end exclusive
     */
    public record Window(Instant start, Instant end) {}

    /** The window of a time; for immediate ones it is empty and ends at once. */
    Window window(Instant now, ZoneId zone) {
        return switch (this) {
            case IMMEDIATE -> new Window(now, now);
            case DIGEST -> {
                long milliseconds = now.toEpochMilli();
                Instant start =
                        Instant.ofEpochMilli(
                                milliseconds - Math.floorMod(milliseconds, DIGEST_MILLISECONDS));
                yield new Window(start, start.plusMillis(DIGEST_MILLISECONDS));
            }
            case DAILY -> {
                LocalDate day = LocalDate.ofInstant(now, zone);
                Instant today = day.atTime(MORNING).atZone(zone).toInstant();
                LocalDate first = now.isBefore(today) ? day.minusDays(1) : day;
                yield new Window(
                        first.atTime(MORNING).atZone(zone).toInstant(),
                        first.plusDays(1).atTime(MORNING).atZone(zone).toInstant());
            }
        };
    }
}
