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

class RruleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The first occurrences of a series, one step at a time. */
    static List<Instant> follow(String rule, String start, ZoneId zone, int times) {
        Rrule repetition = Rrule.of(rule);
        List<Instant> found = new ArrayList<>();
        LocalDateTime slot = LocalDateTime.parse(start);
        Instant at = slot.atZone(zone).toInstant();
        int occurrence = 1;
        for (int time = 0; time < times; time++) {
            Optional<Rrule.Next> next =
                    repetition.next(new Rrule.Next(slot, occurrence, at), at, zone);
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

    private static Rrule.Next first(LocalDateTime slot, ZoneId zone) {
        return new Rrule.Next(slot, 1, slot.atZone(zone).toInstant());
    }

    static Instant[] instants(String... times) {
        return java.util.Arrays.stream(times).map(Instant::parse).toArray(Instant[]::new);
    }

    @Test
    void the_local_time_stays_the_same_across_dst_changes() {
        assertThat(follow("FREQ=DAILY", "2026-03-28T09:00", BERLIN, 2))
                .containsExactly(instants("2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"));
        assertThat(follow("FREQ=DAILY", "2026-10-24T09:00", BERLIN, 2))
                .containsExactly(instants("2026-10-25T08:00:00Z", "2026-10-26T08:00:00Z"));
    }

    @Test
    void a_time_in_a_dst_gap_moves_forward_on_that_day_only() {
        assertThat(follow("FREQ=DAILY", "2026-03-28T02:30", BERLIN, 2))
                .containsExactly(instants("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"));
    }

    @Test
    void a_time_in_a_dst_overlap_means_the_first() {
        assertThat(follow("FREQ=DAILY", "2026-10-24T02:30", BERLIN, 2))
                .containsExactly(instants("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"));
    }

    /** A start and the next two occurrences, around each DST change. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York,    2026-03-07T09:00, 2026-03-08T13:00:00Z, 2026-03-09T13:00:00Z",
        "America/New_York,    2026-10-31T09:00, 2026-11-01T14:00:00Z, 2026-11-02T14:00:00Z",
        "America/New_York,    2026-03-07T02:30, 2026-03-08T07:30:00Z, 2026-03-09T06:30:00Z",
        "America/New_York,    2026-10-31T01:30, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        // Its DST shift is half an hour, from 02:00 to 02:30 and back.
        "Australia/Lord_Howe, 2026-10-03T09:00, 2026-10-03T22:00:00Z, 2026-10-04T22:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T09:00, 2026-04-04T22:30:00Z, 2026-04-05T22:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T02:15, 2026-10-03T15:45:00Z, 2026-10-04T15:15:00Z",
        "Australia/Lord_Howe, 2026-04-04T01:45, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z"
    })
    void a_daily_series_keeps_its_local_time(
            String zone, String start, String first, String second) {
        assertThat(follow("FREQ=DAILY", start, ZoneId.of(zone), 2))
                .containsExactly(instants(first, second));
    }

    @Property(tries = 100)
    void a_daily_series_occurs_once_a_day_in_order_at_its_local_time(
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
    void an_hourly_series_has_no_duplicates_across_a_dst_gap() {
        assertThat(follow("FREQ=HOURLY", "2026-03-29T01:00", BERLIN, 3))
                .containsExactly(
                        instants(
                                "2026-03-29T01:00:00Z",
                                "2026-03-29T02:00:00Z",
                                "2026-03-29T03:00:00Z"));
    }

    @Test
    void the_31st_occurs_only_in_months_that_have_one() {
        assertThat(follow("FREQ=MONTHLY", "2026-01-31T09:00", ZoneId.of("UTC"), 3))
                .containsExactly(
                        instants(
                                "2026-03-31T09:00:00Z",
                                "2026-05-31T09:00:00Z",
                                "2026-07-31T09:00:00Z"));
    }

    @Test
    void a_leap_day_occurs_in_leap_years_only() {
        assertThat(follow("FREQ=YEARLY", "2024-02-29T09:00", ZoneId.of("UTC"), 2))
                .containsExactly(instants("2028-02-29T09:00:00Z", "2032-02-29T09:00:00Z"));
        assertThat(follow("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-31T09:00", ZoneId.of("UTC"), 2))
                .containsExactly(instants("2028-02-29T09:00:00Z", "2028-03-31T09:00:00Z"));
    }

    @Test
    void count_includes_the_first_and_the_skipped_occurrences() {
        assertThat(follow("FREQ=DAILY;COUNT=3", "2026-01-01T09:00", BERLIN, 9)).hasSize(2);
        Rrule thrice = Rrule.of("FREQ=DAILY;COUNT=3");
        LocalDateTime start = LocalDateTime.parse("2026-01-01T09:00");
        assertThat(thrice.next(first(start, BERLIN), Instant.parse("2026-01-02T12:00:00Z"), BERLIN))
                .get()
                .extracting(Rrule.Next::occurrence)
                .isEqualTo(3);
        assertThat(thrice.next(first(start, BERLIN), Instant.parse("2026-01-09T12:00:00Z"), BERLIN))
                .isEmpty();
    }

    @Test
    void until_is_inclusive_in_all_forms() {
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
    void rules_without_occurrence_or_without_bounds_are_refused(String rule) {
        assertThatThrownBy(() -> Rrule.of(rule).refuseEmpty())
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
    void common_rules_are_accepted(String rule) {
        Rrule.of(rule).refuseEmpty();
        assertThat(follow(rule, "2026-01-01T09:00", BERLIN, 3)).hasSize(3).isSorted();
    }

    @Property(tries = 60)
    void skipping_ahead_finds_the_same_as_stepping(
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
        Rrule repetition = Rrule.of(rule);

        Optional<Rrule.Next> skipped = repetition.next(first(start, BERLIN), after, BERLIN);

        Rrule.Next stepped =
                repetition
                        .next(first(start, BERLIN), first(start, BERLIN).at(), BERLIN)
                        .orElseThrow();
        while (!stepped.at().isAfter(after)) {
            stepped = repetition.next(stepped, stepped.at(), BERLIN).orElseThrow();
        }
        assertThat(skipped.orElseThrow().at()).isEqualTo(stepped.at());
        assertThat(skipped.orElseThrow().slot()).isEqualTo(stepped.slot());
    }

    @Test
    void a_series_a_thousand_years_old_is_searched_in_bounded_steps() {
        LocalDateTime start = LocalDateTime.parse("0100-01-01T09:00");
        Instant after = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(
                        Rrule.of("FREQ=HOURLY;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55")
                                .next(first(start, ZoneId.of("UTC")), after, ZoneId.of("UTC")))
                .isPresent();
        assertThat(Rrule.of("FREQ=DAILY").next(first(start, BERLIN), after, BERLIN)).isPresent();
    }
}
