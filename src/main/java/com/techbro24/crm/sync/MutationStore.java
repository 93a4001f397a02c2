package com.techbro24.crm.sync;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The SQL of {@code sync_mutations}: what became of each mutation, for a client that asks again.
 */
final class MutationStore {
    /** A device that was away for longer begins anew. */
    private static final Duration KEPT = Duration.ofDays(180);

    private static final int PURGED_AT_ONCE_MAX = 500;

    private MutationStore() {}

    /**
     * A kept result.
     *
     * @param hash of the mutation that it belongs to
     */
    record Kept(String hash, PushResult.Result result) {}

    static Optional<Kept> find(Tx tx, String agentId, String mutationId) {
        return tx.first(
                "SELECT hash, result FROM sync_mutations WHERE agent_id = ? AND mutation_id = ?",
                row -> new Kept(row.text(), Json.read(row.text(), PushResult.Result.class)),
                agentId,
                mutationId);
    }

    static void keep(Tx tx, String agentId, String hash, PushResult.Result result, Instant now) {
        tx.update(
                "INSERT INTO sync_mutations (agent_id, mutation_id, hash, result, at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                agentId,
                result.mutationId(),
                hash,
                Json.text(result.withoutRow()),
                now);
    }

    /** Forgets some results that are too old; whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        return tx.update(
                        "DELETE FROM sync_mutations WHERE (agent_id, mutation_id) IN (SELECT"
                                + " agent_id, mutation_id FROM sync_mutations WHERE at < ? LIMIT ?)",
                        now.minus(KEPT),
                        PURGED_AT_ONCE_MAX)
                == PURGED_AT_ONCE_MAX;
    }
}
