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
 * The SQL of {@code lead_claims}, and of the queue, which is part of {@code leads}. Each lookup
 * reads the first entries of an index, so its cost does not depend on the number of leads.
 */
public final class ClaimStore {
    private static final String OWN = "assigned_agent_id = ?";
    private static final String UNASSIGNED = "assigned_agent_id IS NULL";

    /**
     * The lead has no open call, and its number is not on the do-not-call list. Claims of other
     * agents need no check: only the lead's own agent can claim it, and a reassignment voids the
     * claim.
     */
    private static final String AVAILABLE =
            "NOT EXISTS (SELECT 1 FROM calls WHERE lead_id = leads.id AND open)"
                    + " AND "
                    + DoNotCallStore.LEAD_IS_CALLABLE;

    private ClaimStore() {}

    /**
     * A lead that is reserved for an agent.
     *
     * @param claimedVersion the version of the lead when it was taken from the pool; null for the
     *     agent's own lead
     */
    record Claim(String leadId, Instant until, @Nullable Integer claimedVersion) {}

    /**
     * A queued lead.
     *
     * @param order see {@link QueuePlace#order}
     */
    record Waiting(String leadId, long order) {}

    /** Which leads to search: the caller's own or unassigned ones. */
    public enum Source {
        CALLER,
        POOL;

        String condition() {
            return switch (this) {
                case CALLER -> OWN;
                case POOL -> UNASSIGNED;
            };
        }

        List<@Nullable Object> values(String agentId) {
            return switch (this) {
                case CALLER -> List.of(agentId);
                case POOL -> List.of();
            };
        }
    }

    /** The lanes that have leads of the tier. */
    static List<String> lanes(Tx tx, Source owner, QueuePlace.Tier tier, String agentId) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            values.addAll(owner.values(agentId));
            values.add(tier.number());
        }
        return tx.list(lanesOf(owner), Row::text, values.toArray());
    }

    static String lanesOf(Source owner) {
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

    /** The first available lead of the tier in any of the lanes. */
    static Optional<Waiting> first(
            Tx tx,
            Source owner,
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
        values.add(tier.number());
        values.add(orderMax(tier, now));
        return tx.first(
                firstOf(owner, padded.size()),
                row -> new Waiting(row.text(), row.longInteger()),
                values.toArray());
    }

    /** Avoids a join, because PostgreSQL would scan all leads if it expects few. */
    static String firstOf(Source owner, int lanes) {
        return "WITH lanes (lane) AS (VALUES "
                + String.join(", ", Collections.nCopies(lanes, "(?)"))
                + "), fronts (id) AS MATERIALIZED (SELECT (SELECT id FROM leads WHERE "
                + owner.condition()
                + " AND call_tier = ? AND call_zone = lanes.lane AND call_order <= ? AND "
                + AVAILABLE
                + " ORDER BY call_order, row_number LIMIT 1) FROM lanes)"
                + " SELECT id, (SELECT call_order FROM leads WHERE leads.id = fronts.id) AS front"
                + " FROM fronts WHERE id IS NOT NULL ORDER BY front, id LIMIT 1";
    }

    /** In timed tiers, only leads that are due. */
    static long orderMax(QueuePlace.Tier tier, Instant now) {
        return switch (tier) {
            case CALLBACK, RETRY -> now.toEpochMilli();
            case FIRST_CALL -> Long.MAX_VALUE;
        };
    }

    /** Pads to a power of two, so that there are few different prepared statements. */
    private static List<String> padded(List<String> lanes) {
        int size = Integer.highestOneBit(Math.max(1, lanes.size() * 2 - 1));
        List<String> padded = new ArrayList<>(lanes);
        padded.addAll(Collections.nCopies(size - lanes.size(), lanes.getLast()));
        return padded;
    }

    /** The agent's claim, including an expired one that is not released yet. */
    static Optional<Claim> of(Tx tx, String agentId) {
        return tx.first(
                "SELECT lead_id, until, drawn_version FROM lead_claims WHERE agent_id = ?",
                row -> new Claim(row.text(), row.time(), row.integerOrNull()),
                agentId);
    }

    /** The agents with expired claims, oldest first. */
    static List<String> ended(Tx tx, Instant now, int rowsMax) {
        return tx.list(
                "SELECT agent_id FROM lead_claims WHERE until <= ? ORDER BY until LIMIT ?",
                Row::text,
                now,
                rowsMax);
    }

    /** The position of the agent's own lead in the queue, if it is due to be called. */
    static Optional<QueuePlace> place(Tx tx, String leadId, String agentId, Instant now) {
        return tx.first(
                        "SELECT call_tier, call_zone, call_order FROM leads WHERE id = ? AND "
                                + OWN
                                + " AND call_tier IS NOT NULL AND "
                                + AVAILABLE,
                        row ->
                                new QueuePlace(
                                        QueuePlace.Tier.numbered(row.integer()),
                                        row.text(),
                                        row.longInteger()),
                        leadId,
                        agentId)
                .filter(place -> place.order() <= orderMax(place.tier(), now));
    }

    /** Reserves the lead for the agent, and releases the agent's previous claim. */
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
                claim.claimedVersion());
    }

    public static void release(Tx tx, String leadId) {
        tx.update("DELETE FROM lead_claims WHERE lead_id = ?", leadId);
    }

    static void releaseOf(Tx tx, String agentId) {
        tx.update("DELETE FROM lead_claims WHERE agent_id = ?", agentId);
    }
}
