package com.techbro24.crm.automation.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.InputError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    static Cron cron(String expression, ZoneId zone) {
        List<InputError> errors = new ArrayList<>();
        var cron = Cron.parse(expression, zone, errors, "cron");
        assertThat(errors).isEmpty();
        return cron.orElseThrow();
    }

    /** The local times, with their offsets, of the first ticks from a local time on, inclusive. */
    private static List<String> ticks(String expression, String zone, String from, int count) {
        ZoneId place = ZoneId.of(zone);
        Cron cron = cron(expression, place);
        Instant at = LocalDateTime.parse(from).atZone(place).toInstant().minusSeconds(1);
        List<String> ticks = new ArrayList<>();
        for (int tick = 0; tick < count; tick++) {
            at = cron.next(at);
            ticks.add(at.atZone(place).toOffsetDateTime().toString());
        }
        return ticks;
    }

    @Test
    void a_time_of_day_stays_the_same_over_both_changes_of_the_clock() {
        assertThat(ticks("0 9 * * *", "Europe/Berlin", "2026-03-28T00:00", 3))
                .containsExactly(
                        "2026-03-28T09:00+01:00",
                        "2026-03-29T09:00+02:00",
                        "2026-03-30T09:00+02:00");
        assertThat(ticks("0 9 * * *", "Europe/Berlin", "2026-10-24T00:00", 3))
                .containsExactly(
                        "2026-10-24T09:00+02:00",
                        "2026-10-25T09:00+01:00",
                        "2026-10-26T09:00+01:00");
    }

    /** The day of the change, the day after it, and what is expected on the first. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29, 2026-03-30, 30 2, 2026-03-29T03:00+02:00",
        "America/New_York,    2026-03-08, 2026-03-09, 30 2, 2026-03-08T03:00-04:00",
        "Australia/Lord_Howe, 2026-10-04, 2026-10-05, 15 2, 2026-10-04T02:30+11:00",
        "Africa/Casablanca,   2026-03-22, 2026-03-23, 30 2, 2026-03-22T03:00+01:00"
    })
    void a_skipped_time_fires_at_the_end_of_the_gap(
            String zone, String day, String following, String time, String expected) {
        List<String> ticks = ticks(time + " * * *", zone, day + "T00:00", 2);
        assertThat(ticks.getFirst()).isEqualTo(expected);
        String usual = time.substring(3) + ":" + time.substring(0, 2);
        assertThat(ticks.getLast()).startsWith(following + "T0" + usual);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-10-25, 2026-10-26, 30 2, 2026-10-25T02:30+02:00",
        "America/New_York,    2026-11-01, 2026-11-02, 30 1, 2026-11-01T01:30-04:00",
        "Australia/Lord_Howe, 2026-04-05, 2026-04-06, 45 1, 2026-04-05T01:45+11:00",
        "Africa/Casablanca,   2026-02-15, 2026-02-16, 30 2, 2026-02-15T02:30+01:00"
    })
    void a_repeated_time_fires_the_first_time_only(
            String zone, String day, String following, String time, String expected) {
        List<String> ticks = ticks(time + " * * *", zone, day + "T00:00", 2);
        assertThat(ticks.getFirst()).isEqualTo(expected);
        assertThat(ticks.getLast()).startsWith(following + "T");
    }

    @ParameterizedTest
    @CsvSource({
        "45 2 * * *,     2026-10-26T02:45+01:00",
        "'0,30 1-3 * * *', 2026-10-25T03:00+01:00"
    })
    void a_repeated_time_does_not_fire_again_after_a_start_in_between(
            String expression, String expected) {
        // The clock shows 02:10 for the second time.
        Instant second = Instant.parse("2026-10-25T01:10:00Z");
        assertThat(cron(expression, BERLIN).next(second))
                .isEqualTo(OffsetDateTime.parse(expected).toInstant());
    }

    @Test
    void times_that_fall_on_one_instant_fire_once() {
        assertThat(ticks("0,30 1-3 * * *", "Europe/Berlin", "2026-03-29T01:00", 5))
                .containsExactly(
                        "2026-03-29T01:00+01:00",
                        "2026-03-29T01:30+01:00",
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T03:30+02:00",
                        "2026-03-30T01:00+02:00");
    }

    @Test
    void every_hour_is_every_real_hour() {
        assertThat(ticks("0 * * * *", "Europe/Berlin", "2026-03-29T01:00", 3))
                .containsExactly(
                        "2026-03-29T01:00+01:00",
                        "2026-03-29T03:00+02:00",
                        "2026-03-29T04:00+02:00");
        assertThat(ticks("0 * * * *", "Europe/Berlin", "2026-10-25T01:00", 4))
                .containsExactly(
                        "2026-10-25T01:00+02:00",
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T03:00+01:00");
    }

    @Test
    void every_second_hour_fires_when_the_clock_shows_it() {
        assertThat(ticks("0 */2 * * *", "Europe/Berlin", "2026-03-29T00:00", 3))
                .containsExactly(
                        "2026-03-29T00:00+01:00",
                        "2026-03-29T04:00+02:00",
                        "2026-03-29T06:00+02:00");
        assertThat(ticks("0 */2 * * *", "Europe/Berlin", "2026-10-25T00:00", 4))
                .containsExactly(
                        "2026-10-25T00:00+02:00",
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T04:00+01:00");
    }

    @Test
    void a_list_of_hours_is_not_every_hour() {
        assertThat(ticks("0 0-23 * * *", "Europe/Berlin", "2026-10-25T01:00", 3))
                .containsExactly(
                        "2026-10-25T01:00+02:00",
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T03:00+01:00");
    }

    @Test
    void half_an_hour_is_repeated_on_lord_howe() {
        assertThat(ticks("*/15 * * * *", "Australia/Lord_Howe", "2026-04-05T01:30", 6))
                .containsExactly(
                        "2026-04-05T01:30+11:00",
                        "2026-04-05T01:45+11:00",
                        "2026-04-05T01:30+10:30",
                        "2026-04-05T01:45+10:30",
                        "2026-04-05T02:00+10:30",
                        "2026-04-05T02:15+10:30");
    }

    @Test
    void a_zone_without_changes_of_the_clock_and_with_half_an_hour() {
        assertThat(ticks("0 9 * * 1-5", "Asia/Kolkata", "2026-03-27T09:00", 2))
                .containsExactly("2026-03-27T09:00+05:30", "2026-03-30T09:00+05:30");
    }

    /** Samoa crossed the date line: there was no 30 December 2011. */
    @Test
    void a_skipped_day_fires_when_it_ends_and_once() {
        assertThat(ticks("0 9,17 * * *", "Pacific/Apia", "2011-12-29T09:00", 4))
                .containsExactly(
                        "2011-12-29T09:00-10:00",
                        "2011-12-29T17:00-10:00",
                        "2011-12-31T00:00+14:00",
                        "2011-12-31T09:00+14:00");
        assertThat(ticks("0 * * * *", "Pacific/Apia", "2011-12-29T23:00", 2))
                .containsExactly("2011-12-29T23:00-10:00", "2011-12-31T00:00+14:00");
    }

    @Test
    void days_of_the_month_and_of_the_week_are_those_of_unix() {
        // 1 November 2026 is a Sunday; where both are named, either is enough.
        assertThat(ticks("0 9 1,15 * 1", "Asia/Kolkata", "2026-11-01T00:00", 5))
                .extracting(tick -> tick.substring(0, 10))
                .containsExactly(
                        "2026-11-01", "2026-11-02", "2026-11-09", "2026-11-15", "2026-11-16");
        for (String sunday : List.of("0", "7", "sun", "SUN")) {
            assertThat(ticks("0 9 * * " + sunday, "Asia/Kolkata", "2026-11-01T00:00", 2))
                    .extracting(tick -> tick.substring(0, 10))
                    .containsExactly("2026-11-01", "2026-11-08");
        }
        assertThat(ticks("0 9 31 * *", "Asia/Kolkata", "2026-01-01T00:00", 3))
                .extracting(tick -> tick.substring(0, 10))
                .containsExactly("2026-01-31", "2026-03-31", "2026-05-31");
    }

    @Test
    void a_leap_day_is_found_over_the_years_without_one() {
        assertThat(ticks("0 9 29 2 *", "Europe/Berlin", "2096-03-01T00:00", 1))
                .containsExactly("2104-02-29T09:00+01:00");
        assertThat(ticks("0 * 29 feb *", "Africa/Casablanca", "2026-03-01T00:00", 1))
                .containsExactly("2028-02-29T00:00Z");
    }

    @Test
    void the_latest_tick_is_found_within_the_time_that_counts() {
        Cron cron = cron("0 9 * * *", BERLIN);
        Instant tick = Instant.parse("2026-11-30T08:00:00Z");
        Duration hour = Duration.ofHours(1);
        assertThat(cron.latestAtOrBefore(tick, hour)).contains(tick);
        assertThat(cron.latestAtOrBefore(tick.plus(hour), hour)).contains(tick);
        assertThat(cron.latestAtOrBefore(tick.plus(hour).plusMillis(1), hour)).isEmpty();
        assertThat(cron.latestAtOrBefore(tick.minusMillis(1), hour)).isEmpty();
        assertThat(cron("*/5 * * * *", BERLIN).latestAtOrBefore(tick.plusSeconds(601), hour))
                .contains(tick.plusSeconds(600));
    }
}
