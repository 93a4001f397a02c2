package com.techbro24.crm.notifications;

import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * The SQL of {@code notification_brought}: ids that clients gave to notifications that were merged
 * into another one.
 */
final class MergedCreationStore {
    private MergedCreationStore() {}

    /**
     * @param notificationId the one into which it was merged
     * @param hash of the creation under the id
     */
    record Merged(String notificationId, String hash) {}

    static Optional<Merged> find(Tx tx, String id) {
        return tx.first(
                "SELECT notification_id, hash FROM notification_brought WHERE id = ?",
                row -> new Merged(row.text(), row.text()),
                id);
    }

    /** Does nothing where the client gave no id, or the notification has it itself. */
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

    /** Deletes those from before {@code before} whose notification is gone. */
    static void purge(Tx tx, Instant before) {
        tx.update(
                "DELETE FROM notification_brought WHERE brought_at <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM notifications WHERE id = notification_id)",
                before);
    }
}
