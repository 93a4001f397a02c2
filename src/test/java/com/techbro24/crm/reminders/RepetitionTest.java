package com.techbro24.crm.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The times of a series that is followed step by step. */
    static List<Instant> follow(String rule, String start, ZoneId zone, int times) {
        Repetition repetition = Repetition.of(rule);
        List<Instant> found = new ArrayList<>();
        LocalDateTime slot = LocalDateTime.parse(start);
        Instant at = slot.atZone(zone).toInstant();
        int occurrence = 1;
        for (int time = 0; time < times; time++) {
            Optional<Repetition.Next> next =
                    repetition.next(new Repetition.Next(slot, occurrence, at), at, zone);
            if (next.isEmpty()) {
                break;
            }
            slot = next.get().slot();
            at = next.get().at();
            occurrence = next.get().occurrence();
            found.add(at);
        }
        return found;
    }

    private static Repetition.Next first(LocalDateTime slot, ZoneId zone) {
        return new Repetition.Next(slot, 1, slot.atZone(zone).toInstant());
    }

    static Instant[] instants(String... times) {
        return java.util.Arrays.stream(times).map(Instant::parse).toArray(Instant[]::new);
    }

    @Test
    void nine_o_clock_stays_nine_o_clock_through_both_changes_of_the_clock() {
        assertThat(follow("FREQ=DAILY", "2026-03-28T09:00", BERLIN, 2))
                .containsExactly(instants("2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"));
        assertThat(follow("FREQ=DAILY", "2026-10-24T09:00", BERLIN, 2))
                .containsExactly(instants("2026-10-25T08:00:00Z", "2026-10-26T08:00:00Z"));
    }

    @Test
    void a_time_that_the_clock_jumps_over_moves_forward_that_day_only() {
        assertThat(follow("FREQ=DAILY", "2026-03-28T02:30", BERLIN, 2))
                .containsExactly(instants("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"));
    }

    @Test
    void a_time_that_comes_twice_means_the_first() {
        assertThat(follow("FREQ=DAILY", "2026-10-24T02:30", BERLIN, 2))
                .containsExactly(instants("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"));
    }

    /** A start, and the two times after it, about each change of a clock. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York,    2026-03-07T09:00, 2026-03-08T13:00:00Z, 2026-03-09T13:00:00Z",
        "America/New_York,    2026-10-31T09:00, 2026-11-01T14:00:00Z, 2026-11-02T14:00:00Z",
        "America/New_York,    2026-03-07T02:30, 2026-03-08T07:30:00Z, 2026-03-09T06:30:00Z",
        "America/New_York,    2026-10-31T01:30, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        // Its clocks go by half an hour, from 02:00 to 02:30 and back.
        "Australia/Lord_Howe, 2026-10-03T09:00, 2026-10-03T22:00:00Z, 2026-10-04T22:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T09:00, 2026-04-04T22:30:00Z, 2026-04-05T22:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T02:15, 2026-10-03T15:45:00Z, 2026-10-04T15:15:00Z",
        "Australia/Lord_Howe, 2026-04-04T01:45, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z"
    })
    void a_daily_time_keeps_to_its_wall_clock(
            String zone, String start, String first, String second) {
        assertThat(follow("FREQ=DAILY", start, ZoneId.of(zone), 2))
                .containsExactly(instants(first, second));
    }

    @Property(tries = 100)
    void a_daily_series_comes_once_on_each_day_in_order_and_on_the_wall_clock_where_that_shows_it(
            @ForAll @IntRange(min = 0, max = 4) int which,
            @ForAll @IntRange(min = 0, max = 1_460) int day,
            @ForAll @IntRange(min = 0, max = 1_439) int minute) {
        ZoneId zone =
                ZoneId.of(
                        List.of(
                                        "Europe/Berlin",
                                        "America/New_York",
                                        "Australia/Lord_Howe",
                                        "Asia/Kolkata",
                                        "America/St_Johns")
                                .get(which));
        LocalDateTime start =
                LocalDateTime.parse("2024-01-01T00:00").plusDays(day).plusMinutes(minute);
        LocalDateTime slot = start;
        Instant before = start.atZone(zone).toInstant();
        for (Instant at : follow("FREQ=DAILY", start.toString(), zone, 200)) {
            slot = slot.plusDays(1);
            assertThat(at).isAfter(before).isEqualTo(slot.atZone(zone).toInstant());
            assertThat(LocalDateTime.ofInstant(at, zone).toLocalDate())
                    .isEqualTo(slot.toLocalDate());
            before = at;
        }
    }

    @Test
    void an_hourly_series_meets_each_instant_once_where_the_clock_jumps() {
        assertThat(follow("FREQ=HOURLY", "2026-03-29T01:00", BERLIN, 3))
                .containsExactly(
                        instants(
                                "2026-03-29T01:00:00Z",
                                "2026-03-29T02:00:00Z",
                                "2026-03-29T03:00:00Z"));
    }

    @Test
    void the_thirty_first_comes_only_in_months_that_have_one() {
        assertThat(follow("FREQ=MONTHLY", "2026-01-31T09:00", ZoneId.of("UTC"), 3))
                .containsExactly(
                        instants(
                                "2026-03-31T09:00:00Z",
                                "2026-05-31T09:00:00Z",
                                "2026-07-31T09:00:00Z"));
    }

    @Test
    void a_leap_day_comes_in_leap_years_only() {
        assertThat(follow("FREQ=YEARLY", "2024-02-29T09:00", ZoneId.of("UTC"), 2))
                .containsExactly(instants("2028-02-29T09:00:00Z", "2032-02-29T09:00:00Z"));
        assertThat(follow("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-31T09:00", ZoneId.of("UTC"), 2))
                .containsExactly(instants("2028-02-29T09:00:00Z", "2028-03-31T09:00:00Z"));
    }

    @Test
    void count_includes_the_first_and_those_that_were_passed_over() {
        assertThat(follow("FREQ=DAILY;COUNT=3", "2026-01-01T09:00", BERLIN, 9)).hasSize(2);
        Repetition thrice = Repetition.of("FREQ=DAILY;COUNT=3");
        LocalDateTime start = LocalDateTime.parse("2026-01-01T09:00");
        assertThat(thrice.next(first(start, BERLIN), Instant.parse("2026-01-02T12:00:00Z"), BERLIN))
                .get()
                .extracting(Repetition.Next::occurrence)
                .isEqualTo(3);
        assertThat(thrice.next(first(start, BERLIN), Instant.parse("2026-01-09T12:00:00Z"), BERLIN))
                .isEmpty();
    }

    @Test
    void until_is_included_in_each_of_its_forms() {
        assertThat(follow("FREQ=DAILY;UNTIL=20260103T080000Z", "2026-01-01T09:00", BERLIN, 9))
                .hasSize(2);
        assertThat(follow("FREQ=DAILY;UNTIL=20260103T075959Z", "2026-01-01T09:00", BERLIN, 9))
                .hasSize(1);
        assertThat(follow("FREQ=DAILY;UNTIL=20260103T090000", "2026-01-01T09:00", BERLIN, 9))
                .hasSize(2);
        assertThat(follow("FREQ=DAILY;UNTIL=20260103", "2026-01-01T09:00", BERLIN, 9)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=30",
                "FREQ=DAILY;BYSECOND=1,2,3",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=WEEKLY;BYDAY=SA;BYSETPOS=2",
                "FREQ=DAILY;INTERVAL=2147483647",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;COUNT=100000",
                "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z",
                "FREQ=HOURLY;BYMONTH=2",
                "FREQ=DAILY;RSCALE=CHINESE",
                "FREQ=DAILY;FREQ=WEEKLY",
                "BYDAY=MO",
                "every day",
                ""
            })
    void what_never_comes_true_or_comes_without_bounds_is_refused(String rule) {
        assertThatThrownBy(() -> Repetition.of(rule).refuseNever())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
                "freq=daily",
                "FREQ=MONTHLY;BYDAY=-1FR",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=HOURLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,10,11",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU"
            })
    void what_people_use_is_taken(String rule) {
        Repetition.of(rule).refuseNever();
        assertThat(follow(rule, "2026-01-01T09:00", BERLIN, 3)).hasSize(3).isSorted();
    }

    @Property(tries = 60)
    void to_pass_over_many_finds_the_same_as_to_count_each(
            @ForAll @IntRange(min = 0, max = 5) int which,
            @ForAll @IntRange(min = 1, max = 4) int interval,
            @ForAll @IntRange(min = 0, max = 1_200) int days) {
        String rule =
                List.of(
                                        "FREQ=DAILY",
                                        "FREQ=WEEKLY;BYDAY=MO,TH",
                                        "FREQ=MONTHLY;BYDAY=2TU",
                                        "FREQ=MONTHLY;BYMONTHDAY=31",
                                        "FREQ=YEARLY",
                                        "FREQ=WEEKLY")
                                .get(which)
                        + ";INTERVAL="
                        + interval;
        LocalDateTime start = LocalDateTime.parse("2024-02-29T02:30");
        Instant after = start.plusDays(days).atZone(BERLIN).toInstant();
        Repetition repetition = Repetition.of(rule);

        Optional<Repetition.Next> jumped = repetition.next(first(start, BERLIN), after, BERLIN);

        Repetition.Next walked =
                repetition
                        .next(first(start, BERLIN), first(start, BERLIN).at(), BERLIN)
                        .orElseThrow();
        while (!walked.at().isAfter(after)) {
            walked = repetition.next(walked, walked.at(), BERLIN).orElseThrow();
        }
        assertThat(jumped.orElseThrow().at()).isEqualTo(walked.at());
        assertThat(jumped.orElseThrow().slot()).isEqualTo(walked.slot());
    }

    @Test
    void a_series_that_was_left_for_a_thousand_years_is_found_at_once() {
        LocalDateTime start = LocalDateTime.parse("0100-01-01T09:00");
        Instant after = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(
                        Repetition.of("FREQ=HOURLY;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55")
                                .next(first(start, ZoneId.of("UTC")), after, ZoneId.of("UTC")))
                .isPresent();
        assertThat(Repetition.of("FREQ=DAILY").next(first(start, BERLIN), after, BERLIN))
                .isPresent();
    }
}
