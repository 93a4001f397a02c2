package com.techbro24.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.Input;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final CallingHours USUAL = hours("09:00", "21:00");

    @Test
    void the_first_minute_is_open_and_the_last_is_not() {
        assertThat(open(USUAL, BERLIN, "2026-03-04T07:59:59.999Z")).isFalse();
        assertThat(open(USUAL, BERLIN, "2026-03-04T08:00:00Z")).isTrue();
        assertThat(open(USUAL, BERLIN, "2026-03-04T19:59:59.999Z")).isTrue();
        assertThat(open(USUAL, BERLIN, "2026-03-04T20:00:00Z")).isFalse();
    }

    @Test
    void calling_hours_follow_local_time_across_dst_changes() {
        // In Berlin clocks go forward on 29 March 2026 and back on 25 October 2026.
        assertThat(open(USUAL, BERLIN, "2026-03-28T08:00:00Z")).isTrue();
        assertThat(open(USUAL, BERLIN, "2026-03-28T07:30:00Z")).isFalse();
        assertThat(open(USUAL, BERLIN, "2026-03-29T07:30:00Z")).isTrue();
        assertThat(open(USUAL, BERLIN, "2026-03-29T19:30:00Z")).isFalse();
        assertThat(open(USUAL, BERLIN, "2026-10-24T07:30:00Z")).isTrue();
        assertThat(open(USUAL, BERLIN, "2026-10-25T07:30:00Z")).isFalse();
        assertThat(open(USUAL, BERLIN, "2026-10-25T19:30:00Z")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Kolkata,        2026-03-04T03:30:00Z, 2026-03-04T15:30:00Z",
        "Asia/Kathmandu,      2026-03-04T03:15:00Z, 2026-03-04T15:15:00Z",
        "Australia/Adelaide,  2026-03-03T22:30:00Z, 2026-03-04T10:30:00Z",
        "Australia/Lord_Howe, 2026-03-03T22:00:00Z, 2026-03-04T10:00:00Z",
        "America/St_Johns,    2026-03-04T12:30:00Z, 2026-03-05T00:30:00Z",
        "Pacific/Kiritimati,  2026-03-03T19:00:00Z, 2026-03-04T07:00:00Z",
        "Pacific/Niue,        2026-03-04T20:00:00Z, 2026-03-05T08:00:00Z"
    })
    void the_limits_are_exact_in_unusual_time_zones(String name, Instant first, Instant end) {
        List<ZoneId> zone = List.of(ZoneId.of(name));
        assertThat(USUAL.isOpen(zone, first.minusMillis(1))).isFalse();
        assertThat(USUAL.isOpen(zone, first)).isTrue();
        assertThat(USUAL.isOpen(zone, end.minusMillis(1))).isTrue();
        assertThat(USUAL.isOpen(zone, end)).isFalse();
        assertThat(USUAL.opensAt(zone, first.minusSeconds(60))).contains(first);
        assertThat(USUAL.opensAt(zone, end)).contains(first.plusSeconds(86_400));
    }

    @Test
    void the_weekday_is_the_leads_local_one() {
        CallingHours mondays =
                USUAL.with(
                        patch(
                                "{\"monday\":{\"from\":\"00:00\",\"to\":\"24:00\"},"
                                        + "\"sunday\":null,\"tuesday\":null}"),
                        Instant.EPOCH);
        ZoneId auckland = ZoneId.of("Pacific/Auckland");

        // Sunday noon in London is past midnight on Monday in Auckland.
        assertThat(open(mondays, auckland, "2026-03-08T12:00:00Z")).isTrue();
        assertThat(open(mondays, ZoneId.of("Europe/London"), "2026-03-08T12:00:00Z")).isFalse();
        // The last minute before midnight still belongs to Monday.
        assertThat(open(mondays, auckland, "2026-03-09T10:59:59.999Z")).isTrue();
        assertThat(open(mondays, auckland, "2026-03-09T11:00:00Z")).isFalse();
    }

    @Test
    void all_possible_zones_must_be_open() {
        List<ZoneId> both = List.of(BERLIN, NEW_YORK);

        assertThat(USUAL.isOpen(both, Instant.parse("2026-03-04T12:00:00Z"))).isFalse();
        assertThat(USUAL.isOpen(both, Instant.parse("2026-03-04T14:00:00Z"))).isTrue();
        assertThat(USUAL.isOpen(both, Instant.parse("2026-03-04T20:00:00Z"))).isFalse();
        assertThat(USUAL.opensAt(both, Instant.parse("2026-03-04T20:00:00Z")))
                .contains(Instant.parse("2026-03-05T14:00:00Z"));
    }

    @Test
    void the_next_opening_follows_local_time() {
        assertThat(USUAL.opensAt(List.of(BERLIN), Instant.parse("2026-03-28T20:30:00Z")))
                .contains(Instant.parse("2026-03-29T07:00:00Z"));
        // An opening in a DST gap moves to the end of the gap.
        CallingHours early = hours("02:30", "21:00");
        assertThat(early.opensAt(List.of(BERLIN), Instant.parse("2026-03-28T22:00:00Z")))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(open(early, BERLIN, "2026-03-29T01:00:00Z")).isTrue();
    }

    @Test
    void a_number_without_a_region_never_opens() {
        List<ZoneId> anywhere =
                List.of(ZoneId.of("Pacific/Auckland"), ZoneId.of("Pacific/Honolulu"), BERLIN);

        assertThat(USUAL.opensAt(anywhere, Instant.parse("2026-03-04T12:00:00Z"))).isEmpty();
    }

    @Test
    void days_that_end_before_they_start_are_all_refused_at_once() {
        Problem problem =
                catchThrowableOfType(
                        Problem.class,
                        () ->
                                USUAL.with(
                                        patch(
                                                "{\"monday\":{\"from\":\"10:00\",\"to\":\"09:00\"},"
                                                        + "\"friday\":{\"from\":\"10:00\",\"to\":\"10:00\"}}"),
                                        Instant.EPOCH));

        assertThat(problem.errors())
                .extracting(error -> error.field())
                .containsExactly("monday.to", "friday.to");
    }

    @Test
    void invalid_times_are_refused() {
        for (String time : List.of("24:01", "9:00", "09:60", "25:00", "")) {
            assertThat(
                            catchThrowableOfType(
                                    Problem.class,
                                    () ->
                                            patch(
                                                    "{\"monday\":{\"from\":\"00:00\",\"to\":\""
                                                            + time
                                                            + "\"}}")))
                    .isNotNull();
        }
    }

    @Property
    void opensAt_is_the_first_open_instant(
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_798_761_600L) long second) {
        Instant time = Instant.ofEpochSecond(second);
        List<ZoneId> zones = List.of(BERLIN, NEW_YORK);
        Instant opening = USUAL.opensAt(zones, time).orElseThrow();

        assertThat(opening).isAfter(time);
        assertThat(USUAL.isOpen(zones, opening)).isTrue();
        assertThat(USUAL.isOpen(zones, opening.minusMillis(1))).isFalse();
    }

    @Property
    void it_is_open_exactly_from_nine_to_nine_local_time(
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_798_761_600L) long second,
            @ForAll @IntRange(min = 0, max = 4) int which) {
        ZoneId zone =
                ZoneId.of(
                        List.of(
                                        "Asia/Kathmandu",
                                        "Australia/Lord_Howe",
                                        "America/St_Johns",
                                        "America/New_York",
                                        "Pacific/Chatham")
                                .get(which));
        Instant time = Instant.ofEpochSecond(second);
        int hour = time.atZone(zone).getHour();

        assertThat(USUAL.isOpen(List.of(zone), time)).isEqualTo(hour >= 9 && hour < 21);
        Instant opening = USUAL.opensAt(List.of(zone), time).orElseThrow();
        assertThat(opening.atZone(zone).toLocalTime()).isEqualTo("09:00");
    }

    private static boolean open(CallingHours hours, ZoneId zone, String time) {
        return hours.isOpen(List.of(zone), Instant.parse(time));
    }

    private static CallingHours hours(String from, String to) {
        CallingHours.@Nullable Span day = new CallingHours.Span(from, to);
        return CallingHours.of(
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                new CallingHours.Fields(day, day, day, day, day, day, day));
    }

    private static Patch<CallingHours.Fields> patch(String json) {
        return Input.bind(CallRuleCommand.SetHours.class, Json.read(json)).days();
    }
}
