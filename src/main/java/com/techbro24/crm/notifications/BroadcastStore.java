package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code broadcasts}. */
final class BroadcastStore {
    private static final String SELECT =
            "SELECT id, created_at, created_by, priority, title, message, role, team, recipients,"
                    + " sent, last_agent_id, finished_at FROM broadcasts";

    private BroadcastStore() {}

    static Optional<Broadcast> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", BroadcastStore::read, id);
    }

    /** The unfinished broadcasts, oldest first. */
    static List<String> unfinished(Tx tx) {
        return tx.list(
                "SELECT id FROM broadcasts WHERE finished_at IS NULL ORDER BY created_at LIMIT 100",
                Row::text);
    }

    static void insert(Tx tx, Broadcast broadcast) {
        tx.update(
                "INSERT INTO broadcasts (id, created_at, created_by, priority, title, message, role,"
                        + " team, recipients, sent, last_agent_id, finished_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                broadcast.id(),
                broadcast.createdAt(),
                broadcast.createdBy(),
                broadcast.priority(),
                broadcast.title(),
                broadcast.message(),
                broadcast.role(),
                broadcast.team(),
                broadcast.recipients(),
                broadcast.sent(),
                broadcast.lastAgentId(),
                broadcast.finishedAt());
    }

    static void update(Tx tx, Broadcast broadcast) {
        tx.update(
                "UPDATE broadcasts SET sent = ?, last_agent_id = ?, finished_at = ? WHERE id = ?",
                broadcast.sent(),
                broadcast.lastAgentId(),
                broadcast.finishedAt(),
                broadcast.id());
    }

    /** Deletes the broadcasts that finished before {@code before}. */
    static void purge(Tx tx, Instant before) {
        tx.update("DELETE FROM broadcasts WHERE finished_at <= ?", before);
    }

    private static Broadcast read(Row row) {
        return new Broadcast(
                row.text(),
                row.time(),
                row.textOrNull(),
                row.word(NotificationPriority.class),
                row.text(),
                row.textOrNull(),
                row.wordOrNull(Role.class),
                row.textOrNull(),
                row.integer(),
                row.integer(),
                row.text(),
                row.timeOrNull());
    }
}
