package com.techbro24.crm.reminders;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The settings of reminders.
 *
 * @param overdueGrace how long after the due time {@code reminder.overdue} fires
 * @param zone the time zone for agents that have set none
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
