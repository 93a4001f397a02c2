package com.techbro24.crm.reminders;

import java.time.Duration;

/**
 * How reminders behave.
 *
 * @param overdueGrace how long after its time a reminder that nobody touched is {@code
 *     reminder.overdue}
 */
public record ReminderSettings(Duration overdueGrace) {
    public static final ReminderSettings DEFAULT = new ReminderSettings(Duration.ofMinutes(15));

    public ReminderSettings {
        if (overdueGrace.isNegative() || overdueGrace.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("must be between PT0S and P30D");
        }
    }
}
