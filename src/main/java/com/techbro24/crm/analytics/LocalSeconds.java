package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The wall clock of a zone, for many seconds in a row: it keeps the last offset and how long it is
 * valid. For one thread.
 */
final class LocalSeconds {
    private static final long HOUR_SECONDS = 3_600;

    private final ZoneRules rules;
    private long start = 1;
    private long end;
    private long offset;

    LocalSeconds(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The local time of a second, as seconds since 1970-01-01T00:00 on the wall clock. */
    long of(long second) {
        if (second < start || second >= end) {
            seek(Instant.ofEpochSecond(second));
        }
        return second + offset;
    }

    /** The hour of a local time, from 0 to 23. */
    static int hour(long local) {
        return (int) (Math.floorMod(local, PackedDays.DAY_SECONDS) / HOUR_SECONDS);
    }

    private void seek(Instant time) {
        offset = rules.getOffset(time).getTotalSeconds();
        ZoneOffsetTransition before = rules.previousTransition(time.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(time);
        start = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        end = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    }
}
