package com.techbro24.crm.access;

import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code login_networks}: the networks from which each agent has logged in. */
final class LoginNetworkStore {
    /** A network is known for this long after the last login. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int PURGED_AT_ONCE_MAX = 500;

    private LoginNetworkStore() {}

    static boolean isKnown(Tx tx, String agentId, String network, Instant now) {
        return tx.exists(
                "SELECT 1 FROM login_networks WHERE agent_id = ? AND network = ? AND seen_at > ?",
                agentId,
                network,
                now.minus(KEPT));
    }

    static void add(Tx tx, String agentId, String network, Instant now) {
        tx.update(
                "INSERT INTO login_networks (agent_id, network, seen_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (agent_id, network) DO UPDATE SET seen_at = excluded.seen_at",
                agentId,
                network,
                now);
    }

    /** Deletes an agent's known networks: somebody else may have logged in with its password. */
    static void forget(Tx tx, String agentId) {
        tx.update("DELETE FROM login_networks WHERE agent_id = ?", agentId);
    }

    /** Deletes some expired networks; returns whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        var old =
                tx.list(
                        "SELECT agent_id, network FROM login_networks WHERE seen_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text(), row.text()},
                        now.minus(KEPT));
        if (!old.isEmpty()) {
            tx.updateAll("DELETE FROM login_networks WHERE agent_id = ? AND network = ?", old);
        }
        return old.size() == PURGED_AT_ONCE_MAX;
    }
}
