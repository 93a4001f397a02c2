package com.techbro24.crm.reminders;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How reminders behave.
 *
 * @param overdueGrace how long after its time a reminder that nobody touched is {@code
 *     reminder.overdue}
 * @param zone on whose wall clock a reminder repeats whose agent has named none
 */
public record ReminderSettings(Duration overdueGrace, ZoneId zone) {
    public static final ReminderSettings DEFAULT =
            new ReminderSettings(Duration.ofMinutes(15), ZoneId.of("UTC"));

    public ReminderSettings {
        if (overdueGrace.isNegative() || overdueGrace.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("must be between PT0S and P30D");
        }
    }
}
