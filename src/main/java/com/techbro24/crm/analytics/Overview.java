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
        Days days = new Days(period);
        int size = days.size();
        // The rows without an agent are counted beside, in the second half.
        Tally[] tallies =
                counting.groups(period, scope.withNobody(), new BesideNobody(days), size * 2);
        List<Day> daily = new ArrayList<>();
        Tally sum = new Tally();
        Tally nobody = new Tally();
        for (int index = 0; index < size; index++) {
            nobody.add(tallies[size + index]);
            if (scope.isEveryone()) {
                tallies[index].add(tallies[size + index]);
            }
            daily.add(new Day(days.date(index), Figures.of(tallies[index])));
            sum.add(tallies[index]);
        }
        counting.overdue(scope, _ -> sum.overdueReminders++);
        return new Overview(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                Figures.of(sum),
                Figures.of(total(counting, period.before(), scope)),
                scope.isOneAgent() ? null : Figures.of(nobody),
                daily);
    }

    /** Groups by day, and the rows without an agent by day after all days. */
    private record BesideNobody(Days days) implements Counting.Group {
        @Override
        public int of(int agent, long second) {
            return agent == 0 ? days.size() + days.of(second) : days.of(second);
        }

        @Override
        public long until(long second) {
            return days.until(second);
        }
    }

    /** Adds each day of one agent, and returns their sum. */
    static Tally daily(Counting counting, Period period, Scope scope, List<Day> into) {
        Days days = new Days(period);
        Tally[] tallies = counting.groups(period, scope, days, days.size());
        for (int index = 0; index < tallies.length; index++) {
            into.add(new Day(days.date(index), Figures.of(tallies[index])));
        }
        return Tally.sum(List.of(tallies));
    }

    /** The sums of a period. */
    static Tally whole(Facts facts, Period period, Scope scope, Instant now) {
        Counting counting = new Counting(facts, now);
        Tally sum = total(counting, period, scope);
        counting.overdue(scope, _ -> sum.overdueReminders++);
        return sum;
    }

    private static Tally total(Counting counting, Period period, Scope scope) {
        return counting.groups(period, scope, (_, _) -> 0, 1)[0];
    }
}
