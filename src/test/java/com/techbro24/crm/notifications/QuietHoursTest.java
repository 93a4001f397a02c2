package com.techbro24.crm.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    private static boolean quiet(
            String from, String to, NotificationPriority priority, String time, ZoneId zone) {
        return new NotificationPreferences(
                        "agent",
                        1,
                        null,
                        ChannelChoice.DEFAULT,
                        new QuietHours(from, to),
                        EmailTimes.DEFAULT)
                .isQuiet(priority, Instant.parse(time), zone);
    }

    /** Counts the quiet minutes of a night and the following day. */
    private static long minutes(String from, String to, String start, ZoneId zone) {
        QuietHours hours = new QuietHours(from, to);
        long count = 0;
        for (int minute = 0; minute < 20 * 60; minute++) {
            Instant at = Instant.parse(start).plus(Duration.ofMinutes(minute));
            count += hours.contains(at.atZone(zone).toLocalTime()) ? 1 : 0;
        }
        return count;
    }

    @Test
    void quiet_hours_follow_local_time_across_dst_changes() {
        NotificationPriority normal = NotificationPriority.NORMAL;
        // In Berlin clocks go forward on 29 March 2026 and back on 25 October 2026.
        assertThat(quiet("22:00", "07:00", normal, "2026-03-28T20:59:59Z", BERLIN)).isFalse();
        assertThat(quiet("22:00", "07:00", normal, "2026-03-28T21:00:00Z", BERLIN)).isTrue();
        assertThat(quiet("22:00", "07:00", normal, "2026-03-29T04:59:59Z", BERLIN)).isTrue();
        assertThat(quiet("22:00", "07:00", normal, "2026-03-29T05:00:00Z", BERLIN)).isFalse();
        assertThat(quiet("22:00", "07:00", normal, "2026-10-24T20:00:00Z", BERLIN)).isTrue();
        assertThat(quiet("22:00", "07:00", normal, "2026-10-25T05:59:59Z", BERLIN)).isTrue();
        assertThat(quiet("22:00", "07:00", normal, "2026-10-25T06:00:00Z", BERLIN)).isFalse();
        NotificationPriority high = NotificationPriority.HIGH;
        assertThat(quiet("22:00", "07:00", high, "2026-10-25T02:00:00Z", BERLIN)).isFalse();
    }

    @Test
    void a_dst_gap_is_never_quiet_and_a_dst_overlap_is_quiet_twice() {
        assertThat(minutes("02:00", "03:00", "2026-03-28T22:00:00Z", BERLIN)).isZero();
        assertThat(minutes("02:00", "03:00", "2026-10-24T22:00:00Z", BERLIN)).isEqualTo(120);
        // Its DST shift is half an hour, from 02:00 to 02:30 and back.
        assertThat(minutes("01:00", "03:00", "2026-10-03T13:30:00Z", LORD_HOWE)).isEqualTo(90);
        assertThat(minutes("01:00", "03:00", "2026-04-04T13:00:00Z", LORD_HOWE)).isEqualTo(150);
    }

    @Property
    void swapping_from_and_to_inverts_the_quiet_hours(
            @ForAll @IntRange(min = 0, max = 1_439) int from,
            @ForAll @IntRange(min = 0, max = 1_439) int to,
            @ForAll @IntRange(min = 0, max = 1_439) int now) {
        var time = java.time.LocalTime.ofSecondOfDay(now * 60L);
        boolean quiet = new QuietHours(format(from), format(to)).contains(time);
        boolean swapped = new QuietHours(format(to), format(from)).contains(time);
        assertThat(quiet != swapped || (from == to && quiet)).isTrue();
    }

    private static String format(int minute) {
        return java.time.LocalTime.ofSecondOfDay(minute * 60L).toString();
    }
}
