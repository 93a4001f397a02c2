package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code broadcasts}. */
final class BroadcastStore {
    private static final String SELECT =
            "SELECT id, created_at, created_by, priority, title, message, role, team, recipients,"
                    + " sent, last_agent_id, finished_at FROM broadcasts";

    private BroadcastStore() {}

    /** One to whom it goes. */
    record Recipient(String agentId, Role role, @Nullable String team) {}

    static Optional<Broadcast> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", BroadcastStore::read, id);
    }

    /** Those that are on their way, oldest first. */
    static List<String> unfinished(Tx tx) {
        return tx.list(
                "SELECT id FROM broadcasts WHERE finished_at IS NULL ORDER BY created_at LIMIT 100",
                Row::text);
    }

    static int countRecipients(Tx tx, @Nullable Role role, @Nullable String team) {
        List<@Nullable Object> values = new ArrayList<>();
        String where = where(role, team, values);
        return (int) tx.count("SELECT COUNT(*) FROM accounts" + where, values.toArray());
    }

    /** The next ones to whom it goes. */
    static List<Recipient> next(Tx tx, Broadcast broadcast, int rowsMax) {
        List<@Nullable Object> values = new ArrayList<>();
        String where = where(broadcast.role(), broadcast.team(), values);
        values.add(broadcast.lastAgentId());
        values.add(rowsMax);
        return tx.list(
                "SELECT agent_id, role, team FROM accounts"
                        + where
                        + " AND agent_id > ? ORDER BY agent_id LIMIT ?",
                row -> new Recipient(row.text(), row.word(Role.class), row.textOrNull()),
                values.toArray());
    }

    private static String where(
            @Nullable Role role, @Nullable String team, List<@Nullable Object> values) {
        StringBuilder where = new StringBuilder(" WHERE active");
        if (role != null) {
            where.append(" AND role = ?");
            values.add(role);
        }
        if (team != null) {
            where.append(" AND team = ?");
            values.add(team);
        }
        return where.toString();
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

    /** Forgets those that were finished before {@code before}. */
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
