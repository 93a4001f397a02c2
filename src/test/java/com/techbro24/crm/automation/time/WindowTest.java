package com.techbro24.crm.automation.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Window window(String days, String from, String to) {
        List<DayOfWeek> list = new ArrayList<>();
        for (String day : days.isEmpty() ? new String[0] : days.split("\\+")) {
            list.add(DayOfWeek.valueOf(day.toUpperCase(java.util.Locale.ROOT)));
        }
        return new Window(list, from, to, "owner");
    }

    private static List<InputError> errors(String json) {
        List<InputError> errors = new ArrayList<>();
        var window =
                Window.parse(Json.parse(json.getBytes(StandardCharsets.UTF_8)), errors, "window");
        assertThat(window.isEmpty()).isEqualTo(!errors.isEmpty());
        return errors;
    }

    @ParameterizedTest
    @CsvSource({
        // Inside, at the first minute, just before the end, at the end, before, and at a weekend.
        "monday+friday, 09:00, 18:00, 2026-11-30T12:34:56, 2026-11-30T12:34:56",
        "monday+friday, 09:00, 18:00, 2026-11-30T09:00:00, 2026-11-30T09:00:00",
        "monday+friday, 09:00, 18:00, 2026-11-30T17:59:59, 2026-11-30T17:59:59",
        "monday+friday, 09:00, 18:00, 2026-11-30T18:00:00, 2026-12-04T09:00:00",
        "monday+friday, 09:00, 18:00, 2026-11-30T08:59:59, 2026-11-30T09:00:00",
        "monday+friday, 09:00, 18:00, 2026-12-05T12:00:00, 2026-12-07T09:00:00",
        // Over midnight: it belongs to the day on which it opens.
        "friday,        22:00, 02:00, 2026-12-04T23:00:00, 2026-12-04T23:00:00",
        "friday,        22:00, 02:00, 2026-12-05T01:59:59, 2026-12-05T01:59:59",
        "friday,        22:00, 02:00, 2026-12-05T02:00:00, 2026-12-11T22:00:00",
        "friday,        22:00, 02:00, 2026-12-05T22:00:00, 2026-12-11T22:00:00",
        "friday,        22:00, 02:00, 2026-12-04T01:00:00, 2026-12-04T22:00:00",
        // Until the end of the day, the whole day, and from a time to the same time of the next.
        "monday,        09:00, 24:00, 2026-11-30T23:59:59, 2026-11-30T23:59:59",
        "monday,        09:00, 24:00, 2026-12-01T00:00:00, 2026-12-07T09:00:00",
        "monday,        00:00, 24:00, 2026-11-30T23:59:59, 2026-11-30T23:59:59",
        "monday,        00:00, 24:00, 2026-12-01T00:00:00, 2026-12-07T00:00:00",
        "monday,        06:00, 06:00, 2026-12-01T05:59:59, 2026-12-01T05:59:59",
        "monday,        06:00, 06:00, 2026-12-01T06:00:00, 2026-12-07T06:00:00",
        "'',            06:00, 06:00, 2026-12-01T06:00:00, 2026-12-01T06:00:00",
        "'',            09:00, 10:00, 2026-12-01T10:00:00, 2026-12-02T09:00:00"
    })
    void it_is_open_from_its_first_minute_until_its_end(
            String days, String from, String to, String at, String expected) {
        for (ZoneId zone : List.of(BERLIN, ZoneId.of("Asia/Kolkata"))) {
            Instant local = LocalDateTime.parse(at).atZone(zone).toInstant();
            assertThat(window(days, from, to).openingAtOrAfter(local, zone))
                    .isEqualTo(LocalDateTime.parse(expected).atZone(zone).toInstant());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The clock goes from 02:00 to 03:00: the start is skipped, the end, and the whole window.
        "Europe/Berlin, '', 02:30, 05:00, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        "Europe/Berlin, '', 01:30, 02:30, 2026-03-29T01:45+01:00, 2026-03-29T01:45+01:00",
        "Europe/Berlin, '', 01:30, 02:30, 2026-03-29T03:00+02:00, 2026-03-30T01:30+02:00",
        "Europe/Berlin, '', 02:10, 02:50, 2026-03-29T01:00+01:00, 2026-03-30T02:10+02:00",
        "Europe/Berlin, sunday, 02:10, 02:50, 2026-03-29T01:00+01:00, 2026-04-05T02:10+02:00",
        // From 03:00 back to 02:00: the repeated part is open twice.
        "Europe/Berlin, '', 02:30, 05:00, 2026-10-25T01:00+02:00, 2026-10-25T02:30+02:00",
        "Europe/Berlin, '', 02:30, 05:00, 2026-10-25T02:10+01:00, 2026-10-25T02:30+01:00",
        "Europe/Berlin, '', 01:00, 02:30, 2026-10-25T02:45+02:00, 2026-10-25T02:00+01:00",
        "Europe/Berlin, '', 09:00, 18:00, 2026-10-24T18:00+02:00, 2026-10-25T09:00+01:00",
        "Australia/Lord_Howe, '', 02:10, 02:20, 2026-10-04T01:00+10:30, 2026-10-05T02:10+11:00",
        "Australia/Lord_Howe, '', 02:10, 09:00, 2026-10-04T01:00+10:30, 2026-10-04T02:30+11:00",
        "America/New_York, '', 02:15, 04:00, 2026-03-08T01:00-05:00, 2026-03-08T03:00-04:00",
        // Samoa had no 30 December 2011, a Friday.
        "Pacific/Apia, friday, 09:00, 18:00, 2011-12-29T09:00-10:00, 2012-01-06T09:00+14:00"
    })
    void it_opens_when_the_clock_shows_a_time_within_it(
            String zone, String days, String from, String to, String at, String expected) {
        Instant opening =
                window(days, from, to)
                        .openingAtOrAfter(OffsetDateTime.parse(at).toInstant(), ZoneId.of(zone));
        assertThat(opening).isEqualTo(OffsetDateTime.parse(expected).toInstant());
    }

    /** The model tries every minute. */
    @Property(tries = 100)
    void an_opening_is_the_first_minute_at_which_it_is_open(
            @ForAll("zones") ZoneId zone,
            @ForAll Set<DayOfWeek> days,
            @ForAll @IntRange(min = 0, max = 47) int from,
            @ForAll @IntRange(min = 0, max = 47) int to,
            @ForAll @IntRange(min = 0, max = 2) int change,
            @ForAll @IntRange(min = -3_000, max = 3_000) int minutes) {
        Instant around = Instant.parse("2026-01-01T00:00:00Z");
        for (int step = 0; step < change; step++) {
            var transition = zone.getRules().nextTransition(around);
            around = transition == null ? around : transition.getInstant();
        }
        Instant at = around.plus(Duration.ofMinutes(minutes));
        Window window = new Window(List.copyOf(days), time(from), time(to), "owner");
        Instant expected = at;
        while (!window.isOpen(expected, zone)) {
            expected = expected.plus(Duration.ofMinutes(1));
        }
        assertThat(window.openingAtOrAfter(at, zone)).isEqualTo(expected);
    }

    private static String time(int halfHours) {
        return String.format(java.util.Locale.ROOT, "%02d:%02d", halfHours / 2, halfHours % 2 * 30);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Asia/Kolkata",
                        "Africa/Casablanca",
                        "Africa/Cairo")
                .map(ZoneId::of);
    }

    @Test
    void json_is_read_and_written_in_the_words_of_the_rule() {
        String json =
                "{\"days\":[\"monday\",\"friday\"],\"from\":\"09:00\",\"to\":\"18:00\","
                        + "\"timezone\":\"lead\"}";
        List<InputError> errors = new ArrayList<>();
        Window window = Window.parse(Json.read(json), errors, "window").orElseThrow();
        assertThat(window.days()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(Json.text(window)).isEqualTo(json);
        assertThat(Json.read(json, Window.class)).isEqualTo(window);
    }

    @Test
    void days_may_be_missing() {
        assertThat(errors("{\"from\":\"22:00\",\"to\":\"06:00\",\"timezone\":\"Europe/Berlin\"}"))
                .isEmpty();
        assertThat(
                        errors(
                                "{\"days\":[],\"from\":\"22:00\",\"to\":\"06:00\",\"timezone\":\"owner\"}"))
                .isEmpty();
    }

    @Test
    void all_faults_are_named_at_once() {
        assertThat(
                        errors(
                                "{\"days\":[\"monday\",\"someday\"],\"from\":\"24:00\",\"to\":\"9:00\","
                                        + "\"timezone\":\"manager\",\"until\":\"x\"}"))
                .containsExactlyInAnyOrder(
                        new InputError(
                                "window.days[1]",
                                "unknown_value",
                                "window.days[1] must be one of monday, tuesday, wednesday,"
                                        + " thursday, friday, saturday, sunday."),
                        new InputError(
                                "window.from",
                                "invalid_format",
                                "window.from must be a time of day, such as 09:00."),
                        new InputError(
                                "window.to",
                                "invalid_format",
                                "window.to must be a time of day, such as 17:30, or 24:00."),
                        new InputError(
                                "window.timezone",
                                "invalid_window_zone",
                                "window.timezone must be lead, agent, owner or an IANA time"
                                        + " zone."),
                        new InputError("window.until", "unknown_field", "Unknown field: until."));
        assertThat(errors("{}"))
                .extracting(InputError::field)
                .containsExactly("window.from", "window.to", "window.timezone");
        assertThat(errors("[]")).extracting(InputError::code).containsExactly("wrong_type");
        assertThat(errors("null")).extracting(InputError::code).containsExactly("wrong_type");
    }

    @Test
    void its_zone_is_that_of_someone_or_its_own() {
        Window whose = new Window(List.of(), "09:00", "18:00", "lead");
        Window fixed = new Window(List.of(), "09:00", "18:00", "Asia/Kolkata");
        assertThat(whose.zone(name -> name.equals("lead") ? BERLIN : ZoneId.of("UTC")))
                .isEqualTo(BERLIN);
        assertThat(fixed.zone(_ -> BERLIN)).isEqualTo(ZoneId.of("Asia/Kolkata"));
    }
}
