package com.techbro24.crm.calls;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
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
final class ClaimStore {
    private static final String MINE = "assigned_agent_id = ?";
    private static final String NOBODYS = "assigned_agent_id IS NULL";

    /** Nobody else holds it, and nobody is speaking with it. */
    private static final String FREE =
            "NOT EXISTS (SELECT 1 FROM lead_claims WHERE lead_id = leads.id AND until > ?"
                    + " AND agent_id <> ?) AND NOT EXISTS"
                    + " (SELECT 1 FROM calls WHERE lead_id = leads.id AND open)";

    private ClaimStore() {}

    /**
     * A lead that waits for a call.
     *
     * @param order as {@link QueuePlace#order}
     */
    record Waiting(String leadId, long order) {}

    /** Whose leads are looked through. */
    enum Owner {
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

    /** The time zones in which leads of the tier wait. */
    static List<String> zones(Tx tx, Owner owner, QueuePlace.Tier tier, String agentId) {
        String waiting =
                "SELECT call_zone FROM leads WHERE " + owner.condition() + " AND call_tier = ?";
        List<@Nullable Object> values = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            values.addAll(owner.values(agentId));
            values.add(tier.ordinal());
        }
        return tx.list(
                "WITH RECURSIVE zones (zone) AS (SELECT * FROM ("
                        + waiting
                        + " ORDER BY call_zone LIMIT 1) AS head UNION ALL SELECT ("
                        + waiting
                        + " AND call_zone > zones.zone ORDER BY call_zone LIMIT 1)"
                        + " FROM zones WHERE zones.zone IS NOT NULL)"
                        + " SELECT zone FROM zones WHERE zone IS NOT NULL",
                Row::text,
                values.toArray());
    }

    /** The first free lead of the tier in any of the zones. */
    static Optional<Waiting> first(
            Tx tx,
            Owner owner,
            QueuePlace.Tier tier,
            List<String> zones,
            String agentId,
            Instant now) {
        if (zones.isEmpty()) {
            return Optional.empty();
        }
        List<String> padded = padded(zones);
        List<@Nullable Object> values = new ArrayList<>(padded);
        values.addAll(owner.values(agentId));
        values.add(tier.ordinal());
        values.add(orderMax(tier, now));
        values.add(now);
        values.add(agentId);
        return tx.first(
                "WITH zones (zone) AS (VALUES "
                        + String.join(", ", Collections.nCopies(padded.size(), "(?)"))
                        + ") SELECT waiting.id, waiting.call_order FROM zones JOIN leads AS waiting"
                        + " ON waiting.id = (SELECT id FROM leads WHERE "
                        + owner.condition()
                        + " AND call_tier = ? AND call_zone = zones.zone AND call_order <= ? AND "
                        + FREE
                        + " ORDER BY call_order, id LIMIT 1)"
                        + " ORDER BY waiting.call_order, waiting.id LIMIT 1",
                row -> new Waiting(row.text(), row.longInteger()),
                values.toArray());
    }

    /** A tier that waits for a time waits until now. */
    private static long orderMax(QueuePlace.Tier tier, Instant now) {
        return switch (tier) {
            case CALLBACK, RETRY -> now.toEpochMilli();
            case FIRST_CALL -> Long.MAX_VALUE;
        };
    }

    /** To the next power of two, so that there are few different statements to prepare. */
    private static List<String> padded(List<String> zones) {
        int size = Integer.highestOneBit(Math.max(1, zones.size() * 2 - 1));
        List<String> padded = new ArrayList<>(zones);
        padded.addAll(Collections.nCopies(size - zones.size(), zones.getLast()));
        return padded;
    }

    /** Which lead the agent holds. */
    static Optional<String> heldBy(Tx tx, String agentId, Instant now) {
        return tx.first(
                "SELECT lead_id FROM lead_claims WHERE agent_id = ? AND until > ?",
                Row::text,
                agentId,
                now);
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
                        agentId,
                        now,
                        agentId)
                .filter(place -> place.order() <= orderMax(place.tier(), now));
    }

    /** Keeps the lead for the agent, and no other one. */
    static void claim(Tx tx, String leadId, String agentId, Instant until, Instant now) {
        tx.update("DELETE FROM lead_claims WHERE agent_id = ? OR until <= ?", agentId, now);
        tx.update(
                "INSERT INTO lead_claims (lead_id, agent_id, until) VALUES (?, ?, ?)",
                leadId,
                agentId,
                until);
    }

    static void release(Tx tx, String leadId) {
        tx.update("DELETE FROM lead_claims WHERE lead_id = ?", leadId);
    }

    static void releaseOf(Tx tx, String agentId) {
        tx.update("DELETE FROM lead_claims WHERE agent_id = ?", agentId);
    }
}
