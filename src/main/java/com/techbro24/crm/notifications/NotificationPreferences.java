package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The notification preferences of an agent.
 *
 * @param id the id of the agent
 * @param version 0 if never set
 * @param updatedAt null if never set
 * @param quietHours null for none
 * @param emailTiming when notifications are sent by email, by type
 */
public record NotificationPreferences(
        String id,
        int version,
        @Nullable Instant updatedAt,
        ChannelChoice channels,
        @Nullable QuietHours quietHours,
        EmailTimes emailTiming)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "notification_preferences";

    /** Whether an agent gets reminders by email. */
    public static boolean wantsRemindersByEmail(Tx tx, String agentId) {
        return NotificationPreferencesStore.get(tx, agentId)
                .channels()
                .of(NotificationType.REMINDER)
                .contains(Channel.EMAIL);
    }

    static NotificationPreferences standard(String agentId) {
        return new NotificationPreferences(
                agentId, 0, null, ChannelChoice.DEFAULT, null, EmailTimes.DEFAULT);
    }

    NotificationPreferences with(Patch<NotificationPreferencesFields> patch, Instant now) {
        ChannelChoice requested = patch.values().channels();
        ChannelChoice chosen =
                patch.has("channels")
                        ? (requested == null ? ChannelChoice.DEFAULT : requested.normalized())
                        : channels;
        QuietHours quiet = patch.or("quietHours", patch.values().quietHours(), quietHours);
        EmailTimes times = emailTiming;
        if (patch.has("emailTiming")) {
            EmailTimes wanted = patch.values().emailTiming();
            times = wanted == null ? EmailTimes.DEFAULT : wanted.normalized();
        }
        boolean same =
                chosen.equals(channels)
                        && Objects.equals(quiet, quietHours)
                        && times.equals(emailTiming);
        return same
                ? this
                : new NotificationPreferences(id, version + 1, now, chosen, quiet, times);
    }

    /** Whether quiet hours suppress a notification at this time. */
    boolean isQuiet(NotificationPriority priority, Instant now, ZoneId zone) {
        return quietHours != null
                && priority != NotificationPriority.HIGH
                && quietHours.contains(LocalTime.ofInstant(now, zone));
    }
}
