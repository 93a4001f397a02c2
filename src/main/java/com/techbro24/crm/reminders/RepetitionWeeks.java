package com.techbro24.crm.reminders;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.WeekFields;
import java.util.List;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;

/**
 * The weeks of BYWEEKNO. The library takes week 53 of a year that has only 52 for another week, so
 * each time that it finds is looked at again: as RFC 5545 says (3.3.10), week one is the first that
 * has four days of its year, and weeks begin on the day that WKST names.
 *
 * @param numbers those of BYWEEKNO; negative ones count from the year's last week; empty for any
 */
record RepetitionWeeks(List<Integer> numbers, WeekFields fields) {
    private static final int DAYS_OF_FIRST_WEEK = 4;

    static RepetitionWeeks of(RecurrenceRule rule) {
        List<Integer> numbers =
                rule.hasPart(Part.BYWEEKNO) ? rule.getByPart(Part.BYWEEKNO) : List.of();
        // The library's weekdays begin with Sunday, those of Java with Monday.
        DayOfWeek first = DayOfWeek.SUNDAY.plus(rule.getWeekStart().ordinal());
        return new RepetitionWeeks(List.copyOf(numbers), WeekFields.of(first, DAYS_OF_FIRST_WEEK));
    }

    /** Whether the time lies in one of the weeks. */
    boolean hold(LocalDateTime time) {
        if (numbers.isEmpty()) {
            return true;
        }
        int week = time.get(fields.weekOfWeekBasedYear());
        int weeks = (int) time.range(fields.weekOfWeekBasedYear()).getMaximum();
        return numbers.contains(week) || numbers.contains(week - weeks - 1);
    }
}
