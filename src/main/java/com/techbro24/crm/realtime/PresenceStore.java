package com.techbro24.crm.realtime;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;

/**
 * The SQL of {@code nodes} and {@code presence}: which agents have a socket, and on which process.
 */
final class PresenceStore {
    private PresenceStore() {}

    /** An agent who is there. */
    record Present(String agentId, Instant since) {}

    static void seen(Tx tx, String nodeId, Instant now) {
        tx.update(
                "INSERT INTO nodes (id, seen_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
                nodeId,
                now);
    }

    /** Forgets the processes that were not seen since {@code limit}, and who was on them. */
    static void forgetUnseen(Tx tx, Instant limit) {
        tx.update(
                "DELETE FROM presence WHERE node_id NOT IN (SELECT id FROM nodes WHERE seen_at >= ?)",
                limit);
        tx.update("DELETE FROM nodes WHERE seen_at < ?", limit);
    }

    static void forget(Tx tx, String nodeId) {
        tx.update("DELETE FROM presence WHERE node_id = ?", nodeId);
        tx.update("DELETE FROM nodes WHERE id = ?", nodeId);
    }

    static void enter(Tx tx, String nodeId, String agentId, Instant now) {
        tx.update(
                "INSERT INTO presence (node_id, agent_id, since) VALUES (?, ?, ?) ON CONFLICT (node_id, agent_id) DO NOTHING",
                nodeId,
                agentId,
                now);
    }

    static void leave(Tx tx, String nodeId, String agentId) {
        tx.update("DELETE FROM presence WHERE node_id = ? AND agent_id = ?", nodeId, agentId);
    }

    /** Those who are there on processes that were seen since {@code limit}. */
    static List<Present> present(Tx tx, Instant limit) {
        return tx.list(
                "SELECT agent_id, MIN(since) FROM presence WHERE node_id IN (SELECT id FROM nodes WHERE seen_at >= ?)"
                        + " GROUP BY agent_id ORDER BY agent_id",
                PresenceStore::read,
                limit);
    }

    private static Present read(Row row) {
        return new Present(row.text(), row.time());
    }
}
