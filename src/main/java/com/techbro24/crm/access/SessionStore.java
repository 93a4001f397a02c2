package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code sessions}. */
final class SessionStore {
    private static final int PURGED_AT_ONCE_MAX = 500;
    private static final String COLUMNS =
            "id, agent_id, device_id, device_name, address, user_agent, created_at, seen_at, idle_expires_at, expires_at";

    private SessionStore() {}

    static void insert(Tx tx, Session session, String tokenHash) {
        tx.update(
                "INSERT INTO sessions ("
                        + COLUMNS
                        + ", token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                session.agentId(),
                session.deviceId(),
                session.deviceName(),
                session.address(),
                session.userAgent(),
                session.createdAt(),
                session.seenAt(),
                session.idleExpiresAt(),
                session.expiresAt(),
                tokenHash);
    }

    /** The active sessions of an agent, last used first. */
    static List<Session> liveOf(Tx tx, String agentId, Instant now) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + " FROM sessions WHERE agent_id = ? AND idle_expires_at > ?"
                        + " ORDER BY seen_at DESC, id DESC",
                SessionStore::read,
                agentId,
                now);
    }

    /** Whether an agent has a session from an address. */
    static boolean isKnownAddress(Tx tx, String agentId, String address) {
        return tx.exists(
                "SELECT 1 FROM sessions WHERE agent_id = ? AND address = ? LIMIT 1",
                agentId,
                address);
    }

    /** Records the use of a session, which extends its idle expiry, at most to its final expiry. */
    static void touch(Tx tx, String id, Instant now, Instant idleExpiresAt) {
        tx.update(
                "UPDATE sessions SET seen_at = ?, idle_expires_at ="
                        + " CASE WHEN expires_at < ? THEN expires_at ELSE ? END WHERE id = ? AND seen_at < ?",
                now,
                idleExpiresAt,
                idleExpiresAt,
                id,
                now);
    }

    /** Returns whether the agent had this session. */
    static boolean delete(Tx tx, String agentId, String id) {
        return tx.update("DELETE FROM sessions WHERE id = ? AND agent_id = ?", id, agentId) > 0;
    }

    /** Deletes all sessions of an agent except {@code keptId}. */
    static void deleteAllOf(Tx tx, String agentId, @Nullable String keptId) {
        tx.update(
                "DELETE FROM sessions WHERE agent_id = ? AND id <> ?",
                agentId,
                keptId == null ? "" : keptId);
    }

    /** Deletes the least recently used sessions of an agent, so that {@code most} remain. */
    static void keepNewest(Tx tx, String agentId, int most) {
        tx.update(
                "DELETE FROM sessions WHERE agent_id = ? AND id NOT IN"
                        + " (SELECT id FROM sessions WHERE agent_id = ? ORDER BY seen_at DESC, id DESC LIMIT ?)",
                agentId,
                agentId,
                most);
    }

    /** Deletes some expired sessions; returns whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        var expired =
                tx.list(
                        "SELECT id FROM sessions WHERE idle_expires_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        now);
        if (!expired.isEmpty()) {
            tx.updateAll("DELETE FROM sessions WHERE id = ?", expired);
        }
        return expired.size() == PURGED_AT_ONCE_MAX;
    }

    private static Session read(Row row) {
        return new Session(
                row.text(),
                row.text(),
                row.textOrNull(),
                row.textOrNull(),
                row.text(),
                row.textOrNull(),
                row.time(),
                row.time(),
                row.time(),
                row.time());
    }
}
