package com.techbro24.crm.reminders;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.WeekFields;
import java.util.List;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;

/**
 * The weeks of BYWEEKNO. The library returns a wrong week for week 53 of a year that has only 52,
 * so each result is checked again. Per RFC 5545 (3.3.10), week one is the first with at least four
 * days in its year, and weeks start on the day of WKST.
 *
 * @param numbers the values of BYWEEKNO; negative ones count from the last week; empty for any week
 */
record RruleWeeks(List<Integer> numbers, WeekFields fields) {
    private static final int DAYS_OF_FIRST_WEEK = 4;

    static RruleWeeks of(RecurrenceRule rule) {
        List<Integer> numbers =
                rule.hasPart(Part.BYWEEKNO) ? rule.getByPart(Part.BYWEEKNO) : List.of();
        // The library's weekdays start with Sunday, Java's with Monday.
        DayOfWeek first = DayOfWeek.SUNDAY.plus(rule.getWeekStart().ordinal());
        return new RruleWeeks(List.copyOf(numbers), WeekFields.of(first, DAYS_OF_FIRST_WEEK));
    }

    /** Whether the time is in one of the weeks. */
    boolean contains(LocalDateTime time) {
        if (numbers.isEmpty()) {
            return true;
        }
        int week = time.get(fields.weekOfWeekBasedYear());
        int weeks = (int) time.range(fields.weekOfWeekBasedYear()).getMaximum();
        return numbers.contains(week) || numbers.contains(week - weeks - 1);
    }
}
