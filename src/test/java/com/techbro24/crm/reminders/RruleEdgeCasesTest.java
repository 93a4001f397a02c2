package com.techbro24.crm.reminders;

import static com.techbro24.crm.reminders.RruleTest.follow;
import static com.techbro24.crm.reminders.RruleTest.instants;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Week 53, and hours that repeat in a DST overlap. */
class RruleEdgeCasesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void week_53_occurs_only_in_years_that_have_one() {
        assertThat(
                        follow(
                                "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
                                "2026-12-28T09:00",
                                ZoneId.of("UTC"),
                                2))
                .containsExactly(instants("2032-12-27T09:00:00Z", "2037-12-28T09:00:00Z"));
        assertThat(
                        follow(
                                "FREQ=YEARLY;BYWEEKNO=-53;BYDAY=MO",
                                "2026-12-28T09:00",
                                ZoneId.of("UTC"),
                                1))
                .allSatisfy(at -> assertThat(week(at, DayOfWeek.MONDAY)).isEqualTo(1));
    }

    private static int week(Instant at, DayOfWeek first) {
        return LocalDateTime.ofInstant(at, ZoneId.of("UTC"))
                .get(WeekFields.of(first, 4).weekOfWeekBasedYear());
    }

    @Property(tries = 60)
    void a_week_number_occurs_in_each_year_that_has_it(
            @ForAll @IntRange(min = 1, max = 53) int week,
            @ForAll @IntRange(min = 0, max = 6) int day,
            @ForAll boolean sunday) {
        DayOfWeek first = sunday ? DayOfWeek.SUNDAY : DayOfWeek.MONDAY;
        DayOfWeek weekday = DayOfWeek.of(day + 1);
        String name = weekday.name().substring(0, 2);
        String rule =
                "FREQ=YEARLY;BYWEEKNO="
                        + week
                        + ";BYDAY="
                        + name
                        + ";WKST="
                        + (sunday ? "SU" : "MO");
        LocalDateTime start = LocalDateTime.parse("2024-01-10T09:00");
        List<Instant> expected =
                start.toLocalDate()
                        .datesUntil(start.toLocalDate().plusYears(30))
                        .filter(date -> date.getDayOfWeek() == weekday)
                        .map(date -> date.atTime(9, 0).atZone(ZoneId.of("UTC")).toInstant())
                        .filter(at -> week(at, first) == week)
                        .filter(at -> at.isAfter(start.atZone(ZoneId.of("UTC")).toInstant()))
                        .limit(3)
                        .toList();
        assertThat(follow(rule, start.toString(), ZoneId.of("UTC"), 3)).isEqualTo(expected);
    }

    @Test
    void an_hourly_series_includes_both_hours_of_a_dst_overlap() {
        assertThat(follow("FREQ=HOURLY", "2026-10-25T01:00", BERLIN, 4))
                .containsExactly(
                        instants(
                                "2026-10-25T00:00:00Z",
                                "2026-10-25T01:00:00Z",
                                "2026-10-25T02:00:00Z",
                                "2026-10-25T03:00:00Z"));
        assertThat(follow("FREQ=HOURLY;BYMINUTE=0,30", "2026-10-25T01:30", BERLIN, 5))
                .containsExactly(
                        instants(
                                "2026-10-25T00:00:00Z",
                                "2026-10-25T00:30:00Z",
                                "2026-10-25T01:00:00Z",
                                "2026-10-25T01:30:00Z",
                                "2026-10-25T02:00:00Z"));
        assertThat(follow("FREQ=HOURLY;COUNT=4", "2026-10-25T01:00", BERLIN, 9)).hasSize(3);
    }

    @Property(tries = 100)
    void an_hourly_series_occurs_every_elapsed_hour(
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll @IntRange(min = 0, max = 8_760) int hour) {
        ZoneId zone =
                ZoneId.of(
                        List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
                                .get(which));
        LocalDateTime start = LocalDateTime.parse("2026-01-01T00:30").plusHours(hour);
        Instant at = start.atZone(zone).toInstant();
        for (Instant next : follow("FREQ=HOURLY", start.toString(), zone, 60)) {
            at = at.plusSeconds(3_600);
            assertThat(next).isEqualTo(at);
        }
    }
}
