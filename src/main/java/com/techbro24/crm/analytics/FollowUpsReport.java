package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What was promised to leads, and whether it was kept: reminders about a lead by their due time.
 *
 * @param overdueReminders all pending reminders whose due time has passed, whatever the period
 */
public record FollowUpsReport(
        Range range,
        Whose scope,
        AsOf asOf,
        FollowUpFigures figures,
        long overdueReminders,
        List<Day> daily) {
    /** The follow-ups that are due on a day. */
    public record Day(LocalDate date, FollowUpFigures figures) {}

    static FollowUpsReport of(Facts facts, Period period, Scope scope, Instant now) {
        Counting counting = new Counting(facts, now);
        Days days = new Days(period);
        Tally[] tallies = Tally.several(days.size());
        counting.followUps(period, scope, days, tallies);
        Tally sum = Tally.sum(List.of(tallies));
        counting.overdue(scope, _ -> sum.overdueReminders++);
        List<Day> daily = new ArrayList<>();
        for (int index = 0; index < tallies.length; index++) {
            daily.add(new Day(days.date(index), FollowUpFigures.of(tallies[index])));
        }
        return new FollowUpsReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                FollowUpFigures.of(sum),
                sum.overdueReminders,
                daily);
    }
}
