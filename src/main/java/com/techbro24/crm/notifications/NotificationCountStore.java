package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code notification_counts} and {@code inboxes}. */
final class NotificationCountStore {
    private static final String ADD =
            "INSERT INTO notification_counts (agent_id, type, priority, total, unread)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (agent_id, type, priority) DO UPDATE SET"
                    + " total = notification_counts.total + excluded.total,"
                    + " unread = notification_counts.unread + excluded.unread";

    private NotificationCountStore() {}

    static void add(Tx tx, Notification notification, int total, int unread) {
        tx.update(
                ADD,
                notification.agentId(),
                notification.type(),
                notification.priority(),
                total,
                unread);
    }

    static void addAll(Tx tx, List<Notification> created) {
        List<@Nullable Object[]> rows = new ArrayList<>(created.size());
        for (Notification notification : created) {
            rows.add(
                    new @Nullable Object[] {
                        notification.agentId(),
                        notification.type(),
                        notification.priority(),
                        1,
                        notification.isUnread() ? 1 : 0
                    });
        }
        tx.updateAll(ADD, rows);
    }

    static void resetUnread(Tx tx, String agentId) {
        tx.update("UPDATE notification_counts SET unread = 0 WHERE agent_id = ?", agentId);
    }

    /** Recounts the unread notifications by their index. */
    static void recountUnread(Tx tx, String agentId) {
        tx.update(
                "UPDATE notification_counts SET unread = (SELECT COUNT(*) FROM notifications"
                        + " WHERE notifications.agent_id = notification_counts.agent_id"
                        + " AND notifications.type = notification_counts.type"
                        + " AND notifications.priority = notification_counts.priority"
                        + " AND read_at IS NULL AND deleted_at IS NULL) WHERE agent_id = ?",
                agentId);
    }

    static long unread(Tx tx, String agentId) {
        return tx.count(
                "SELECT COALESCE(SUM(unread), 0) FROM notification_counts WHERE agent_id = ?",
                agentId);
    }

    static InboxStats stats(Tx tx, String agentId) {
        return InboxStats.of(
                agentId,
                tx.list(
                        "SELECT type, priority, total, unread FROM notification_counts"
                                + " WHERE agent_id = ?",
                        row ->
                                new InboxStats.Part(
                                        row.word(NotificationType.class),
                                        row.word(NotificationPriority.class),
                                        new InboxStats.Count(row.longInteger(), row.longInteger())),
                        agentId));
    }

    /** Records that all were read; returns the new version of the inbox. */
    static int recordReadAll(Tx tx, String agentId, Instant now) {
        tx.update(
                "INSERT INTO inboxes (agent_id, version, read_all_at) VALUES (?, 1, ?)"
                        + " ON CONFLICT (agent_id) DO UPDATE SET version = inboxes.version + 1,"
                        + " read_all_at = excluded.read_all_at",
                agentId,
                now);
        return (int) tx.count("SELECT version FROM inboxes WHERE agent_id = ?", agentId);
    }
}
