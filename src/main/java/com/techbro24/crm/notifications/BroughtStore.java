package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * The SQL of {@code notification_brought}: ids that clients brought for news which another
 * notification told.
 */
final class BroughtStore {
    private BroughtStore() {}

    /**
     * @param notificationId the one that told the news
     * @param hash of the creation under the id
     */
    record Brought(String notificationId, String hash) {}

    static Optional<Brought> find(Tx tx, String id) {
        return tx.first(
                "SELECT notification_id, hash FROM notification_brought WHERE id = ?",
                row -> new Brought(row.text(), row.text()),
                id);
    }

    /** Nothing to keep where the notification has the id itself. */
    static void keep(Tx tx, String id, String notificationId, String hash, Instant now) {
        if (!id.equals(notificationId)) {
            tx.update(
                    "INSERT INTO notification_brought (id, notification_id, hash, brought_at)"
                            + " VALUES (?, ?, ?, ?)",
                    id,
                    notificationId,
                    hash,
                    now);
        }
    }

    /** Forgets those that were brought before {@code before} and whose notification is gone. */
    static void purge(Tx tx, Instant before) {
        tx.update(
                "DELETE FROM notification_brought WHERE brought_at <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM notifications WHERE id = notification_id)",
                before);
    }
}
