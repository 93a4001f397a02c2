package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/** The SQL of {@code feed_tokens}. */
final class FeedTokenStore {
    private FeedTokenStore() {}

    /** The new token takes the place of the agent's old one. */
    static void replace(Tx tx, String agentId, String hash, Instant now) {
        tx.update(
                "INSERT INTO feed_tokens (agent_id, token_hash, created_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (agent_id) DO UPDATE SET token_hash = excluded.token_hash,"
                        + " created_at = excluded.created_at",
                agentId,
                hash,
                now);
    }

    static Optional<Instant> createdAt(Tx tx, String agentId) {
        return tx.first(
                "SELECT created_at FROM feed_tokens WHERE agent_id = ?", Row::time, agentId);
    }

    static Optional<String> agentOf(Tx tx, String hash) {
        return tx.first("SELECT agent_id FROM feed_tokens WHERE token_hash = ?", Row::text, hash);
    }

    static void deleteOf(Tx tx, String agentId) {
        tx.update("DELETE FROM feed_tokens WHERE agent_id = ?", agentId);
    }
}
