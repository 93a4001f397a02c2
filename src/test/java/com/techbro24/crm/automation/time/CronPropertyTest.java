package com.techbro24.crm.automation.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.InputError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Schedules against a model that looks at every minute of a year. */
class CronPropertyTest {
    private static final List<ZoneId> CHANGING =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/New_York"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("Africa/Casablanca"),
                    ZoneId.of("Pacific/Apia"),
                    ZoneId.of("America/Sao_Paulo"),
                    ZoneId.of("Asia/Kolkata"));

    @Property(tries = 15)
    void a_year_has_the_ticks_of_the_model_and_no_others(
            @ForAll("expressions") String expression,
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 1980, max = 2036) int year) {
        NaiveCron model = new NaiveCron(expression);
        List<InputError> errors = new ArrayList<>();
        var cron = Cron.parse(expression, zone, errors, "cron");
        if (model.spacingMinutes() < 5) {
            assertThat(codes(errors)).contains("too_often");
            return;
        }
        Instant from = LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        NavigableSet<Instant> expected = model.ticks(from, to, zone);
        if (cron.isEmpty()) {
            assertThat(codes(errors))
                    .containsAnyOf("never_fires", "ambiguous_days")
                    .isSubsetOf("never_fires", "ambiguous_days");
            assertThat(codes(errors).contains("never_fires") && !expected.isEmpty()).isFalse();
            return;
        }
        NavigableSet<Instant> found = new TreeSet<>();
        Instant last = from.minusMillis(1);
        Instant tick = cron.orElseThrow().next(last);
        while (tick.isBefore(to)) {
            assertThat(tick).isAfter(last);
            found.add(tick);
            last = tick;
            tick = cron.orElseThrow().next(last);
        }
        assertThat(found).isEqualTo(expected);
    }

    private static List<String> codes(List<InputError> errors) {
        return errors.stream().map(InputError::code).toList();
    }

    /** From any instant, not only from a tick: the answer is the model's next tick. */
    @Property(tries = 60)
    void the_next_tick_is_the_models_from_any_instant_around_a_change_of_the_clock(
            @ForAll("changes") ZoneIdAndChange around,
            @ForAll("expressions") String expression,
            @ForAll @IntRange(min = -300_000, max = 300_000) int seconds) {
        var cron = Cron.parse(expression, around.zone(), new ArrayList<>(), "cron");
        if (cron.isEmpty()) {
            return;
        }
        Instant after = around.change().plusSeconds(seconds);
        NavigableSet<Instant> ticks =
                new NaiveCron(expression)
                        .ticks(
                                around.change().minus(Duration.ofDays(4)),
                                around.change().plus(Duration.ofDays(12)),
                                around.zone());
        Instant expected = ticks.higher(after);
        Instant found = cron.orElseThrow().next(after);
        assertThat(found).isAfter(after);
        if (expected == null) {
            assertThat(found).isAfterOrEqualTo(around.change().plus(Duration.ofDays(12)));
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }

    @Property(tries = 100)
    void each_local_time_of_a_day_without_changes_fires_once(
            @ForAll("expressions") String expression,
            @ForAll @IntRange(min = 0, max = 20_000) int day) {
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        var cron = Cron.parse(expression, zone, new ArrayList<>(), "cron");
        if (cron.isEmpty()) {
            return;
        }
        NaiveCron model = new NaiveCron(expression);
        LocalDateTime start = LocalDate.of(1990, 1, 1).plusDays(day).atStartOfDay();
        List<LocalDateTime> expected = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            if (model.matches(start.plusMinutes(minute))) {
                expected.add(start.plusMinutes(minute));
            }
        }
        List<LocalDateTime> found = new ArrayList<>();
        Instant tick = start.atZone(zone).toInstant().minusMillis(1);
        while (true) {
            tick = cron.orElseThrow().next(tick);
            LocalDateTime local = LocalDateTime.ofInstant(tick, zone);
            if (!local.isBefore(start.plusDays(1))) {
                break;
            }
            found.add(local);
        }
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 1_000)
    void no_text_is_a_fault_of_the_program(@ForAll("texts") String text) {
        List<InputError> errors = new ArrayList<>();
        var cron = Cron.parse(text, ZoneId.of("Europe/Berlin"), errors, "cron");
        assertThat(cron.isPresent()).isEqualTo(errors.isEmpty());
        cron.ifPresent(schedule -> assertThat(schedule.next(Instant.EPOCH)).isAfter(Instant.EPOCH));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("0123456789*/,-  LW#?jansu|@")
                .ofMaxLength(30)
                .map(text -> text.length() % 2 == 0 ? text : text + " * * * *");
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.oneOf(
                Arbitraries.of(CHANGING),
                Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
                        .map(ZoneId::of));
    }

    /** A zone and one of its changes of the clock. */
    record ZoneIdAndChange(ZoneId zone, Instant change) {}

    @Provide
    Arbitrary<ZoneIdAndChange> changes() {
        Instant first = Instant.parse("1980-01-01T00:00:00Z");
        return Combinators.combine(zones(), Arbitraries.integers().between(0, 80))
                .as(
                        (zone, number) -> {
                            Instant at = first;
                            for (int step = 0; step <= number; step++) {
                                var change = zone.getRules().nextTransition(at);
                                at = change == null ? at : change.getInstant();
                            }
                            return new ZoneIdAndChange(zone, at);
                        });
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> minutes =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of("0", "*/15", "*/5", "0,30", "7")),
                        Tuple.of(1, field(0, 59)));
        Arbitrary<String> hours =
                Arbitraries.oneOf(
                        Arbitraries.of("*", "*/2", "*/7", "0-23", "1-3", "2", "23", "0"),
                        field(0, 23));
        Arbitrary<String> days =
                Arbitraries.oneOf(Arbitraries.just("*"), field(1, 31), Arbitraries.just("*/3"));
        Arbitrary<String> months = Arbitraries.oneOf(Arbitraries.just("*"), field(1, 12));
        Arbitrary<String> weekdays = Arbitraries.oneOf(Arbitraries.just("*"), field(0, 7));
        return Combinators.combine(minutes, hours, days, months, weekdays)
                .as((a, b, c, d, e) -> String.join(" ", a, b, c, d, e));
    }

    /** Lists of numbers, ranges and ranges with a step. */
    private static Arbitrary<String> field(int first, int last) {
        Arbitrary<Integer> number = Arbitraries.integers().between(first, last);
        Arbitrary<Integer> step = Arbitraries.integers().between(0, Math.min(9, last - 1));
        return Combinators.combine(number, number, step)
                .as(CronPropertyTest::item)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(items -> items.stream().distinct().collect(Collectors.joining(",")));
    }

    private static String item(int one, int other, int step) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        if (from == to || step == 0) {
            return String.valueOf(from);
        }
        return step == 1 ? from + "-" + to : from + "-" + to + "/" + step;
    }
}
