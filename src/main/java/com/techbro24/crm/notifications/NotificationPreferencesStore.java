package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code notification_preferences}. */
final class NotificationPreferencesStore {
    private NotificationPreferencesStore() {}

    /** The agent's preferences, or the defaults if never set. */
    static NotificationPreferences get(Tx tx, String agentId) {
        return tx.first(
                        "SELECT agent_id, version, updated_at, channels, quiet_from, quiet_to,"
                                + " email_timing"
                                + " FROM notification_preferences WHERE agent_id = ?",
                        NotificationPreferencesStore::read,
                        agentId)
                .orElseGet(() -> NotificationPreferences.standard(agentId));
    }

    static void save(Tx tx, NotificationPreferences preferences) {
        QuietHours quiet = preferences.quietHours();
        tx.update(
                "INSERT INTO notification_preferences (agent_id, version, updated_at, channels,"
                        + " quiet_from, quiet_to, email_timing) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (agent_id) DO UPDATE SET version = excluded.version,"
                        + " updated_at = excluded.updated_at, channels = excluded.channels,"
                        + " quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,"
                        + " email_timing = excluded.email_timing",
                preferences.id(),
                preferences.version(),
                preferences.updatedAt(),
                preferences.channels(),
                quiet == null ? null : quiet.from(),
                quiet == null ? null : quiet.to(),
                preferences.emailTiming());
    }

    private static NotificationPreferences read(Row row) {
        return new NotificationPreferences(
                row.text(),
                row.integer(),
                row.time(),
                row.json(ChannelChoice.class),
                quiet(row.textOrNull(), row.textOrNull()),
                times(row.textOrNull()));
    }

    private static EmailTimes times(@Nullable String json) {
        return json == null ? EmailTimes.DEFAULT : Json.read(json, EmailTimes.class).normalized();
    }

    private static @Nullable QuietHours quiet(@Nullable String from, @Nullable String to) {
        return from == null || to == null ? null : new QuietHours(from, to);
    }
}
