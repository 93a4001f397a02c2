package com.techbro24.crm.queue;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.DoNotCallStore;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code lead_claims}, and of the queue that stands in {@code leads}. Each look-up goes
 * to the front of an index; how many leads there are makes no difference.
 */
public final class ClaimStore {
    private static final String MINE = "assigned_agent_id = ?";
    private static final String NOBODYS = "assigned_agent_id IS NULL";

    /**
     * Nobody is speaking with it, and its number is not one that must not be called. That nobody
     * else holds it needs no look: a lead is handed out to its own agent alone, and a claim is void
     * once the lead is another's.
     */
    private static final String FREE =
            "NOT EXISTS (SELECT 1 FROM calls WHERE lead_id = leads.id AND open)"
                    + " AND "
                    + DoNotCallStore.LEAD_IS_CALLABLE;

    private ClaimStore() {}

    /**
     * That a lead is kept for an agent.
     *
     * @param drawnVersion the lead's when it was drawn from the pool; null for the agent's own
     */
    record Claim(String leadId, Instant until, @Nullable Integer drawnVersion) {}

    /**
     * A lead that waits for a call.
     *
     * @param order as {@link QueuePlace#order}
     */
    record Waiting(String leadId, long order) {}

    /** Whose leads are looked through. */
    public enum Owner {
        CALLER,
        NOBODY;

        private String condition() {
            return switch (this) {
                case CALLER -> MINE;
                case NOBODY -> NOBODYS;
            };
        }

        private List<@Nullable Object> values(String agentId) {
            return switch (this) {
                case CALLER -> List.of(agentId);
                case NOBODY -> List.of();
            };
        }
    }

    /** The lanes in which leads of the tier wait. */
    static List<String> lanes(Tx tx, Owner owner, QueuePlace.Tier tier, String agentId) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            values.addAll(owner.values(agentId));
            values.add(tier.ordinal());
        }
        return tx.list(lanesOf(owner), Row::text, values.toArray());
    }

    static String lanesOf(Owner owner) {
        String waiting =
                "SELECT call_zone FROM leads WHERE " + owner.condition() + " AND call_tier = ?";
        return "WITH RECURSIVE lanes (lane) AS (SELECT * FROM ("
                + waiting
                + " ORDER BY call_zone LIMIT 1) AS head UNION ALL SELECT ("
                + waiting
                + " AND call_zone > lanes.lane ORDER BY call_zone LIMIT 1)"
                + " FROM lanes WHERE lanes.lane IS NOT NULL)"
                + " SELECT lane FROM lanes WHERE lane IS NOT NULL";
    }

    /** The first free lead of the tier in any of the lanes. */
    static Optional<Waiting> first(
            Tx tx,
            Owner owner,
            QueuePlace.Tier tier,
            List<String> lanes,
            String agentId,
            Instant now) {
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        List<String> padded = padded(lanes);
        List<@Nullable Object> values = new ArrayList<>(padded);
        values.addAll(owner.values(agentId));
        values.add(tier.ordinal());
        values.add(orderMax(tier, now));
        return tx.first(
                firstOf(owner, padded.size()),
                row -> new Waiting(row.text(), row.longInteger()),
                values.toArray());
    }

    /** Without a join, for which PostgreSQL would read all leads where it counts on few. */
    static String firstOf(Owner owner, int lanes) {
        return "WITH lanes (lane) AS (VALUES "
                + String.join(", ", Collections.nCopies(lanes, "(?)"))
                + "), fronts (id) AS MATERIALIZED (SELECT (SELECT id FROM leads WHERE "
                + owner.condition()
                + " AND call_tier = ? AND call_zone = lanes.lane AND call_order <= ? AND "
                + FREE
                + " ORDER BY call_order, row_number LIMIT 1) FROM lanes)"
                + " SELECT id, (SELECT call_order FROM leads WHERE leads.id = fronts.id) AS front"
                + " FROM fronts WHERE id IS NOT NULL ORDER BY front, id LIMIT 1";
    }

    /** A tier that waits for a time waits until now. */
    private static long orderMax(QueuePlace.Tier tier, Instant now) {
        return switch (tier) {
            case CALLBACK, RETRY -> now.toEpochMilli();
            case FIRST_CALL -> Long.MAX_VALUE;
        };
    }

    /** To the next power of two, so that there are few different statements to prepare. */
    private static List<String> padded(List<String> lanes) {
        int size = Integer.highestOneBit(Math.max(1, lanes.size() * 2 - 1));
        List<String> padded = new ArrayList<>(lanes);
        padded.addAll(Collections.nCopies(size - lanes.size(), lanes.getLast()));
        return padded;
    }

    /** The agent's claim, also one that has come to its end and is not given back yet. */
    static Optional<Claim> of(Tx tx, String agentId) {
        return tx.first(
                "SELECT lead_id, until, drawn_version FROM lead_claims WHERE agent_id = ?",
                row -> new Claim(row.text(), row.time(), row.integerOrNull()),
                agentId);
    }

    /** The agents whose claims have come to their end, the longest ago first. */
    static List<String> ended(Tx tx, Instant now, int rowsMax) {
        return tx.list(
                "SELECT agent_id FROM lead_claims WHERE until <= ? ORDER BY until LIMIT ?",
                Row::text,
                now,
                rowsMax);
    }

    /** The place of the agent's own lead in the queue, where it is its turn to be called. */
    static Optional<QueuePlace> place(Tx tx, String leadId, String agentId, Instant now) {
        return tx.first(
                        "SELECT call_tier, call_zone, call_order FROM leads WHERE id = ? AND "
                                + MINE
                                + " AND call_tier IS NOT NULL AND "
                                + FREE,
                        row ->
                                new QueuePlace(
                                        QueuePlace.Tier.values()[row.integer()],
                                        row.text(),
                                        row.longInteger()),
                        leadId,
                        agentId)
                .filter(place -> place.order() <= orderMax(place.tier(), now));
    }

    /** Keeps the lead for the agent, and no other one. */
    static void claim(Tx tx, String agentId, Claim claim) {
        releaseOf(tx, agentId);
        tx.update(
                "INSERT INTO lead_claims (lead_id, agent_id, until, drawn_version)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (lead_id) DO UPDATE SET"
                        + " agent_id = excluded.agent_id, until = excluded.until,"
                        + " drawn_version = excluded.drawn_version",
                claim.leadId(),
                agentId,
                claim.until(),
                claim.drawnVersion());
    }

    public static void release(Tx tx, String leadId) {
        tx.update("DELETE FROM lead_claims WHERE lead_id = ?", leadId);
    }

    static void releaseOf(Tx tx, String agentId) {
        tx.update("DELETE FROM lead_claims WHERE agent_id = ?", agentId);
    }
}
