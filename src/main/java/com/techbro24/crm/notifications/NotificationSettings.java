package com.techbro24.crm.notifications;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How notifications behave.
 *
 * @param dedupWindow for how long a dedupKey makes no second notification, though the first is read
 * @param floodWindow within which time many of one kind become one
 * @param floodAfter how many of one kind stay single
 * @param retention how long read and deleted notifications are kept
 * @param zone whose hours are quiet where an agent has named none
 */
public record NotificationSettings(
        Duration dedupWindow,
        Duration floodWindow,
        int floodAfter,
        Duration retention,
        ZoneId zone) {
    public static final NotificationSettings DEFAULT =
            new NotificationSettings(
                    Duration.ofHours(1),
                    Duration.ofMinutes(5),
                    5,
                    Duration.ofDays(90),
                    ZoneId.of("UTC"));

    public NotificationSettings {
        if (floodAfter < 1) {
            throw new IllegalArgumentException("floodAfter must be at least 1");
        }
        if (dedupWindow.isNegative() || floodWindow.isNegative() || retention.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative");
        }
    }
}
