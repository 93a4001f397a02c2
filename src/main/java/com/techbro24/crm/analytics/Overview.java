package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a period.
 *
 * @param previous the figures of the period of the same length before it
 * @param nobody the part of rows without an agent, such as missed calls from unknown numbers, for
 *     managers and admins; null for one agent
 * @param daily the figures of each day
 */
public record Overview(
        Range range,
        Whose scope,
        AsOf asOf,
        Figures figures,
        Figures previous,
        @Nullable Figures nobody,
        List<Day> daily) {
    /** The figures of a day that are counted on the day itself. */
    public record Day(LocalDate date, Figures figures) {}

    static Overview of(Facts facts, Period period, Scope scope, Instant now) {
        Counting counting = new Counting(facts, now);
        List<Day> daily = new ArrayList<>();
        Tally sum = daily(counting, period, scope, daily);
        counting.overdue(scope, _ -> sum.overdueReminders++);
        return new Overview(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                Figures.of(sum),
                Figures.of(total(counting, period.before(), scope)),
                scope.isOneAgent()
                        ? null
                        : Figures.of(total(counting, period, Scope.nobody(facts.agents()))),
                daily);
    }

    /** Adds each day, and returns their sum. */
    static Tally daily(Counting counting, Period period, Scope scope, List<Day> into) {
        Days days = new Days(period);
        Tally[] tallies = counting.groups(period, scope, days, days.size());
        Tally sum = new Tally();
        for (int index = 0; index < tallies.length; index++) {
            into.add(new Day(days.date(index), Figures.of(tallies[index])));
            sum.add(tallies[index]);
        }
        return sum;
    }

    static Tally total(Counting counting, Period period, Scope scope) {
        return counting.groups(period, scope, (_, _) -> 0, 1)[0];
    }
}
