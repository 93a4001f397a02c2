package com.techbro24.crm.queue;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that counts what is queued, for an agent who gets no lead. It reads a limited number of
 * index entries, because an agent may ask often while a large pool waits for the morning.
 */
final class QueueCountStore {
    /** The most entries counted in each tier of the agent's own leads and of the pool. */
    static final int ENTRIES_MAX = 2_000;

    private QueueCountStore() {}

    /**
     * The queued leads of a lane.
     *
     * @param due those that are due now
     * @param later the others
     * @param nextDue when the first of the others is due; null for none
     */
    record Lane(String key, int due, int later, @Nullable Instant nextDue) {}

    /** The lanes of a tier with their numbers of leads. */
    static List<Lane> lanes(
            Tx tx, ClaimStore.Source owner, QueuePlace.Tier tier, String agentId, Instant now) {
        long dueMax = ClaimStore.orderMax(tier, now);
        List<@Nullable Object> values = new ArrayList<>(List.of(dueMax, dueMax));
        values.addAll(owner.values(agentId));
        values.add(tier.ordinal());
        values.add(ENTRIES_MAX);
        return tx.list(lanesOf(owner), QueueCountStore::lane, values.toArray());
    }

    static String lanesOf(ClaimStore.Source owner) {
        return "SELECT call_zone, SUM(CASE WHEN call_order <= ? THEN 1 ELSE 0 END), COUNT(*),"
                + " MIN(CASE WHEN call_order > ? THEN call_order END)"
                + " FROM (SELECT call_zone, call_order FROM leads WHERE "
                + owner.condition()
                + " AND call_tier = ? ORDER BY call_zone, call_order LIMIT ?) AS queued"
                + " GROUP BY call_zone";
    }

    private static Lane lane(Row row) {
        String key = row.text();
        int due = row.integer();
        int all = row.integer();
        Long next = row.longOrNull();
        return new Lane(key, due, all - due, next == null ? null : Instant.ofEpochMilli(next));
    }

    /** The number of the agent's and the unassigned queued leads with an open call. */
    static int inCalls(Tx tx, String agentId) {
        return (int)
                tx.count(
                        "SELECT COUNT(DISTINCT leads.id) FROM calls"
                                + " JOIN leads ON leads.id = calls.lead_id WHERE calls.open"
                                + " AND leads.call_tier IS NOT NULL"
                                + " AND (assigned_agent_id = ? OR assigned_agent_id IS NULL)",
                        agentId);
    }

    /** The number of leads from the pool that are reserved for other agents. */
    static int heldByOthers(Tx tx, String agentId, Instant now) {
        return (int)
                tx.count(
                        "SELECT COUNT(*) FROM lead_claims WHERE drawn_version IS NOT NULL"
                                + " AND agent_id <> ? AND until > ?",
                        agentId,
                        now);
    }

    /** When the first of them is no longer reserved. */
    static Optional<Instant> heldUntil(Tx tx, String agentId, Instant now) {
        return tx.first(
                "SELECT until FROM lead_claims WHERE drawn_version IS NOT NULL AND agent_id <> ?"
                        + " AND until > ? ORDER BY until LIMIT 1",
                Row::time,
                agentId,
                now);
    }
}
