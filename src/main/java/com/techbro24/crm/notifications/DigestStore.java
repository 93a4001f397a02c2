package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;
import java.time.Instant;

/** The SQL of {@code notification_digests}. */
final class DigestStore {
    private DigestStore() {}

    /** Whether this is the first notification of the window, so that its mail must be queued. */
    static boolean open(Tx tx, String agentId, EmailTiming timing, EmailTiming.Window window) {
        return tx.update(
                        "INSERT INTO notification_digests (agent_id, timing, starts_at, ends_at)"
                                + " VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (agent_id, timing, starts_at) DO NOTHING",
                        agentId,
                        timing,
                        window.start(),
                        window.end())
                > 0;
    }

    /** Deletes the windows that ended before a time. */
    static void purge(Tx tx, Instant before) {
        tx.update("DELETE FROM notification_digests WHERE ends_at < ?", before);
    }
}
