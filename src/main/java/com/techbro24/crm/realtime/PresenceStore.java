package com.techbro24.crm.realtime;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The SQL of {@code nodes} and {@code presence}: which agents have a socket, and on which process.
 * {@code seen_at} always uses the database's clock, because the clocks of two machines may differ.
 */
final class PresenceStore {
    private PresenceStore() {}

    /** An agent who is online. */
    record Present(String agentId, Instant since) {}

    /** Records a heartbeat; returns the time of the database's clock. */
    static Instant seen(Tx tx, String nodeId) {
        Instant now =
                tx.first("SELECT " + tx.dialect().clockMilliseconds(), Row::time).orElseThrow();
        tx.update(
                "INSERT INTO nodes (id, seen_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
                nodeId,
                now);
        return now;
    }

    /** Deletes the processes not seen since {@code limit}, with their presence rows. */
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

    /** Makes the rows of a process equal to the given ones. */
    static void reconcile(Tx tx, String nodeId, Map<String, Instant> sinceByAgent) {
        Set<String> stored =
                new HashSet<>(
                        tx.list(
                                "SELECT agent_id FROM presence WHERE node_id = ?",
                                Row::text,
                                nodeId));
        for (String agentId : stored) {
            if (!sinceByAgent.containsKey(agentId)) {
                tx.update(
                        "DELETE FROM presence WHERE node_id = ? AND agent_id = ?", nodeId, agentId);
            }
        }
        sinceByAgent.forEach(
                (agentId, since) -> {
                    if (!stored.contains(agentId)) {
                        tx.update(
                                "INSERT INTO presence (node_id, agent_id, since) VALUES (?, ?, ?)",
                                nodeId,
                                agentId,
                                since);
                    }
                });
    }

    /** The agents online on other processes seen since {@code limit}. */
    static List<Present> elsewhere(Tx tx, String nodeId, Instant limit) {
        return tx.list(
                "SELECT agent_id, MIN(since) FROM presence WHERE node_id <> ?"
                        + " AND node_id IN (SELECT id FROM nodes WHERE seen_at >= ?) GROUP BY agent_id",
                row -> new Present(row.text(), row.time()),
                nodeId,
                limit);
    }
}
