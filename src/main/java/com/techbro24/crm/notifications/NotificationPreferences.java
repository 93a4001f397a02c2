package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an agent wants its notifications.
 *
 * @param id the agent's
 * @param version 0 where it has never said
 * @param updatedAt null where it has never said
 * @param quietHours null for none
 */
public record NotificationPreferences(
        String id,
        int version,
        @Nullable Instant updatedAt,
        ChannelChoice channels,
        @Nullable QuietHours quietHours)
        implements Entity {
    /** What the log calls it. */
    public static final String TYPE = "notification_preferences";

    static NotificationPreferences standard(String agentId) {
        return new NotificationPreferences(agentId, 0, null, ChannelChoice.DEFAULT, null);
    }

    NotificationPreferences with(Patch<NotificationPreferencesFields> patch, Instant now) {
        ChannelChoice brought = patch.values().channels();
        ChannelChoice chosen =
                patch.has("channels")
                        ? (brought == null ? ChannelChoice.DEFAULT : brought.whole())
                        : channels;
        QuietHours quiet = patch.or("quietHours", patch.values().quietHours(), quietHours);
        boolean same = chosen.equals(channels) && Objects.equals(quiet, quietHours);
        return same ? this : new NotificationPreferences(id, version + 1, now, chosen, quiet);
    }

    /** Whether a notification is not to disturb at this time. */
    boolean isQuiet(NotificationPriority priority, Instant now, ZoneId zone) {
        return quietHours != null
                && priority != NotificationPriority.HIGH
                && quietHours.has(LocalTime.ofInstant(now, zone));
    }
}
