package com.techbro24.crm.analytics;

import com.techbro24.crm.base.EnumNames;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a period.
 *
 * @param outcomes how many calls have each outcome; {@code none} is no outcome
 * @param statuses how many calls have each status
 * @param hours by the hour on the wall clock; an hour that the clock repeats adds up
 * @param weekdays from Monday to Sunday
 */
public record CallsReport(
        Range range,
        Whose scope,
        AsOf asOf,
        CallFigures figures,
        Map<String, Long> outcomes,
        Map<String, Long> statuses,
        Durations durations,
        List<Hour> hours,
        List<Weekday> weekdays,
        List<Day> daily) {
    /**
     * The talk times of answered calls in seconds; the percentiles are times of real calls.
     *
     * @param calls the answered calls with a known talk time
     * @param average the mean, in seconds
     * @param p50 the median, in seconds
     * @param p90 nine of ten calls are at most this long, in seconds
     * @param p99 99 of 100 calls are at most this long, in seconds
     */
    public record Durations(
            long calls,
            @Nullable BigDecimal average,
            @Nullable Long p50,
            @Nullable Long p90,
            @Nullable Long p99) {}

    /**
     * An hour of the day, from 0 to 23.
     *
     * @param hour the hour of the day, 0 to 23
     */
    public record Hour(int hour, CallFigures figures) {}

    /**
     * A day of the week.
     *
     * @param weekday the day of the week
     */
    public record Weekday(DayOfWeek weekday, CallFigures figures) {}

    /** A day. */
    public record Day(LocalDate date, CallFigures figures) {}

    static CallsReport of(Facts facts, Period period, Scope scope, CallFilter filter, Instant now) {
        Days days = new Days(period);
        LocalSeconds clock = new LocalSeconds(period.zone());
        Tally[] daily = Tally.several(days.size());
        Tally[] hours = Tally.several(24);
        long[] outcomes = new long[CallResult.ALL.length + 1];
        long[] statuses = new long[CallState.ALL.length];
        TalkTimes talk = new TalkTimes();
        new Counting(facts, now)
                .calls(
                        period,
                        scope,
                        filter,
                        (first, other, second) -> {
                            daily[days.of(second)].addCall(first, other);
                            hours[LocalSeconds.hour(clock.of(second))].addCall(first, other);
                            outcomes[CallFact.result(first)]++;
                            statuses[CallFact.state(first)]++;
                            int seconds = CallFact.talkSeconds(other);
                            if (CallFact.isAnswered(first) && seconds >= 0) {
                                talk.add(seconds);
                            }
                        });
        Tally sum = Tally.sum(List.of(daily));
        CallFigures figures = CallFigures.of(sum);
        return new CallsReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                figures,
                named(outcomes),
                statuses(statuses),
                new Durations(
                        talk.size(),
                        figures.averageTalkSeconds(),
                        talk.of(50),
                        talk.of(90),
                        talk.of(99)),
                hours(hours),
                weekdays(days, daily),
                daily(days, daily));
    }

    private static Map<String, Long> named(long[] outcomes) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (CallResult result : CallResult.ALL) {
            named.put(EnumNames.of(result), outcomes[result.ordinal() + 1]);
        }
        named.put("none", outcomes[0]);
        return named;
    }

    private static Map<String, Long> statuses(long[] statuses) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (CallState state : CallState.ALL) {
            named.put(EnumNames.of(state), statuses[state.ordinal()]);
        }
        return named;
    }

    private static List<Hour> hours(Tally[] tallies) {
        List<Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < tallies.length; hour++) {
            hours.add(new Hour(hour, CallFigures.of(tallies[hour])));
        }
        return hours;
    }

    private static List<Weekday> weekdays(Days days, Tally[] daily) {
        Tally[] sums = Tally.several(7);
        for (int index = 0; index < daily.length; index++) {
            sums[days.date(index).getDayOfWeek().ordinal()].add(daily[index]);
        }
        List<Weekday> weekdays = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            weekdays.add(new Weekday(day, CallFigures.of(sums[day.ordinal()])));
        }
        return weekdays;
    }

    private static List<Day> daily(Days days, Tally[] tallies) {
        List<Day> daily = new ArrayList<>();
        for (int index = 0; index < tallies.length; index++) {
            daily.add(new Day(days.date(index), CallFigures.of(tallies[index])));
        }
        return daily;
    }
}
