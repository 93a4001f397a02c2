package com.techbro24.crm.notifications;

import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * The SQL of {@code notification_brought}: client-provided ids of notifications that were merged
 * into another notification.
 */
final class MergedCreationStore {
    private MergedCreationStore() {}

    /**
     * @param notificationId the notification into which it was merged
     * @param hash the hash of the create command with this id
     */
    record Merged(String notificationId, String hash) {}

    static Optional<Merged> find(Tx tx, String id) {
        return tx.first(
                "SELECT notification_id, hash FROM notification_brought WHERE id = ?",
                row -> new Merged(row.text(), row.text()),
                id);
    }

    /** Does nothing if the client provided no id, or if the notification has that id. */
    static void insert(Tx tx, Creation creation, String notificationId, Instant now) {
        String id = creation.id();
        if (id != null && !id.equals(notificationId)) {
            tx.update(
                    "INSERT INTO notification_brought (id, notification_id, hash, brought_at)"
                            + " VALUES (?, ?, ?, ?)",
                    id,
                    notificationId,
                    creation.hash(),
                    now);
        }
    }

    /** Deletes entries older than {@code before} whose notification no longer exists. */
    static void purge(Tx tx, Instant before) {
        tx.update(
                "DELETE FROM notification_brought WHERE brought_at <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM notifications WHERE id = notification_id)",
                before);
    }
}
