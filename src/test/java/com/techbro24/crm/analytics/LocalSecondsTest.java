package com.techbro24.crm.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Local time and days, also where a clock is changed. */
class LocalSecondsTest {
    private static final List<String> ZONES =
            List.of(
                    "Asia/Kolkata",
                    "America/St_Johns",
                    "Australia/Lord_Howe",
                    "Europe/Berlin",
                    "Pacific/Apia",
                    "Africa/Monrovia");

    @Property
    void local_seconds_are_those_of_java_time(
            @ForAll @LongRange(min = 0, max = 2_000_000_000L) long second,
            @ForAll @LongRange(min = -90_000, max = 90_000) long step) {
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            LocalSeconds clock = new LocalSeconds(zone);
            for (long at : List.of(second, second + step, second)) {
                long expected =
                        Instant.ofEpochSecond(at)
                                .atZone(zone)
                                .toLocalDateTime()
                                .toEpochSecond(ZoneOffset.UTC);
                assertThat(clock.of(at)).as(name).isEqualTo(expected);
            }
        }
    }

    private static List<Long> hoursOfDays(String zone, String first, int days) {
        LocalDate from = LocalDate.parse(first);
        Days all = new Days(Period.ofDays(from, from.plusDays(days), ZoneId.of(zone)));
        return java.util.stream.IntStream.range(0, all.size())
                .mapToObj(
                        day -> {
                            long start = Period.start(all.date(day), ZoneId.of(zone));
                            return (all.until(start) - start) / 900;
                        })
                .toList();
    }

    @Test
    void a_day_is_as_long_as_its_zone_makes_it() {
        assertThat(hoursOfDays("Europe/Berlin", "2026-03-28", 3)).containsExactly(96L, 92L, 96L);
        assertThat(hoursOfDays("Europe/Berlin", "2026-10-24", 3)).containsExactly(96L, 100L, 96L);
        assertThat(hoursOfDays("Australia/Lord_Howe", "2026-04-04", 3))
                .containsExactly(96L, 98L, 96L);
        assertThat(hoursOfDays("Australia/Lord_Howe", "2026-10-03", 3))
                .containsExactly(96L, 94L, 96L);
    }

    @Test
    void every_second_is_in_one_day_although_the_clock_goes_back_over_midnight() {
        ZoneId zone = ZoneId.of("America/St_Johns");
        LocalDate day = LocalDate.parse("2010-11-07");
        Period period = Period.ofDays(day.minusDays(1), day.plusDays(1), zone);
        Days days = new Days(period);
        for (long second = period.from(); second < period.to(); second += 30) {
            int expected = second < Period.start(day, zone) ? 0 : 1;
            assertThat(days.of(second)).isEqualTo(expected);
        }
    }

    @Test
    void a_day_that_a_zone_skips_has_no_seconds() {
        ZoneId zone = ZoneId.of("Pacific/Apia");
        LocalDate skipped = LocalDate.parse("2011-12-30");
        Period period = Period.ofDays(skipped.minusDays(1), skipped.plusDays(2), zone);
        Days days = new Days(period);
        assertThat(days.size()).isEqualTo(3);
        assertThat(days.of(period.to() - 1)).isEqualTo(2);
        assertThat(days.of(Period.start(skipped, zone))).isEqualTo(2);
    }
}
