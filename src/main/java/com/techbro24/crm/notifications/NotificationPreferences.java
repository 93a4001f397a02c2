package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
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
 */
public record NotificationPreferences(
        String id,
        int version,
        @Nullable Instant updatedAt,
        ChannelChoice channels,
        @Nullable QuietHours quietHours)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "notification_preferences";

    static NotificationPreferences standard(String agentId) {
        return new NotificationPreferences(agentId, 0, null, ChannelChoice.DEFAULT, null);
    }

    NotificationPreferences with(Patch<NotificationPreferencesFields> patch, Instant now) {
        ChannelChoice requested = patch.values().channels();
        ChannelChoice chosen =
                patch.has("channels")
                        ? (requested == null ? ChannelChoice.DEFAULT : requested.normalized())
                        : channels;
        QuietHours quiet = patch.or("quietHours", patch.values().quietHours(), quietHours);
        boolean same = chosen.equals(channels) && Objects.equals(quiet, quietHours);
        return same ? this : new NotificationPreferences(id, version + 1, now, chosen, quiet);
    }

    /** Whether quiet hours suppress a notification at this time. */
    boolean isQuiet(NotificationPriority priority, Instant now, ZoneId zone) {
        return quietHours != null
                && priority != NotificationPriority.HIGH
                && quietHours.contains(LocalTime.ofInstant(now, zone));
    }
}
