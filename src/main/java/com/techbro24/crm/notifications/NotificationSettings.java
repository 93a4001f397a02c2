package com.techbro24.crm.notifications;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The settings of notifications.
 *
 * @param dedupWindow how long a dedupKey prevents a second notification, even if the first is read
 * @param floodWindow the time within which notifications with the same groupKey are grouped
 * @param floodAfter how many are stored separately before grouping starts
 * @param retention how long read and deleted notifications are kept
 * @param zone the time zone of quiet hours for agents that have set none
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
