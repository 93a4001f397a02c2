package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code api_keys}. */
final class ApiKeyStore {
    private static final int PURGED_AT_ONCE_MAX = 500;

    private ApiKeyStore() {}

    static void insert(Tx tx, String agentId, ApiKey key, String hash) {
        tx.update(
                "INSERT INTO api_keys (id, agent_id, name, prefix, key_hash, may_write, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                agentId,
                key.name(),
                key.prefix(),
                hash,
                key.mayWrite(),
                key.createdAt(),
                key.expiresAt());
    }

    /** The keys of an agent that have not expired, the newest first. */
    static List<ApiKey> liveOf(Tx tx, String agentId, Instant now) {
        return tx.list(
                "SELECT id, name, prefix, may_write, created_at, expires_at, used_at FROM api_keys"
                        + " WHERE agent_id = ? AND (expires_at IS NULL OR expires_at > ?)"
                        + " ORDER BY created_at DESC, id DESC",
                ApiKeyStore::read,
                agentId,
                now);
    }

    static void touch(Tx tx, String id, Instant now) {
        tx.update(
                "UPDATE api_keys SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at < ?)",
                now,
                id,
                now);
    }

    /** Returns whether the agent had this key. */
    static boolean delete(Tx tx, String agentId, String id) {
        return tx.update("DELETE FROM api_keys WHERE id = ? AND agent_id = ?", id, agentId) > 0;
    }

    /** Deletes all keys of an agent. */
    static void deleteAllOf(Tx tx, String agentId) {
        tx.update("DELETE FROM api_keys WHERE agent_id = ?", agentId);
    }

    /** Deletes some expired keys; returns whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        var expired =
                tx.list(
                        "SELECT id FROM api_keys WHERE expires_at <= ? LIMIT " + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        now);
        if (!expired.isEmpty()) {
            tx.updateAll("DELETE FROM api_keys WHERE id = ?", expired);
        }
        return expired.size() == PURGED_AT_ONCE_MAX;
    }

    private static ApiKey read(Row row) {
        return new ApiKey(
                row.text(),
                row.text(),
                row.text(),
                ApiKey.scopes(row.bool()),
                row.time(),
                row.timeOrNull(),
                row.timeOrNull());
    }
}
