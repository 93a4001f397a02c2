package com.techbro24.crm.sync;

import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The SQL of {@code sync_scopes} and {@code sync_resends}: what the server knows of clients that
 * give nothing but a seq.
 */
final class WatermelonStore {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int PURGED_AT_ONCE_MAX = 500;

    private WatermelonStore() {}

    /** Whether the agent has had this view since a seq. */
    static boolean hadScope(Tx tx, String agentId, String scope, long seq) {
        return tx.exists(
                "SELECT 1 FROM sync_scopes WHERE agent_id = ? AND scope = ? AND seq <= ?",
                agentId,
                scope,
                seq);
    }

    /** Stores since when the agent has a view; one that it has already stays as it is. */
    static void keepScope(Tx tx, String agentId, String scope, long seq) {
        tx.update(
                "INSERT INTO sync_scopes (agent_id, scope, seq) VALUES (?, ?, ?)"
                        + " ON CONFLICT (agent_id) DO UPDATE SET scope = excluded.scope,"
                        + " seq = excluded.seq WHERE sync_scopes.scope <> excluded.scope",
                agentId,
                scope,
                seq);
    }

    /** Rows that the agent pushed when the log had reached a seq. */
    static void remember(
            Tx tx,
            String agentId,
            String entityType,
            Collection<String> ids,
            long seq,
            Instant at) {
        for (String id : ids) {
            tx.update(
                    "INSERT INTO sync_resends (agent_id, entity_type, entity_id, seq, at)"
                            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (agent_id, entity_type,"
                            + " entity_id) DO UPDATE SET seq = excluded.seq, at = excluded.at",
                    agentId,
                    entityType,
                    id,
                    seq,
                    at);
        }
    }

    /** The rows that were pushed at or after a seq. */
    static List<String> pushedSince(Tx tx, String agentId, String entityType, long seq) {
        return tx.list(
                "SELECT entity_id FROM sync_resends WHERE agent_id = ? AND entity_type = ?"
                        + " AND seq >= ?",
                row -> row.text(),
                agentId,
                entityType,
                seq);
    }

    /** Forgets some rows that were pushed long ago; whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        return tx.update(
                        "DELETE FROM sync_resends WHERE (agent_id, entity_type, entity_id) IN"
                                + " (SELECT agent_id, entity_type, entity_id FROM sync_resends"
                                + " WHERE at < ? LIMIT ?)",
                        now.minus(KEPT),
                        PURGED_AT_ONCE_MAX)
                == PURGED_AT_ONCE_MAX;
    }
}
