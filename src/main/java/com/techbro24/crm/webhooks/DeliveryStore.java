package com.techbro24.crm.webhooks;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code webhook_attempts} and {@code webhook_pending}. */
final class DeliveryStore {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int PURGED_AT_ONCE = 1_000;

    private static final Columns<Delivery> COLUMNS =
            Columns.of(MethodHandles.lookup(), Delivery.class, "webhook_attempts").build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Delivery> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Delivery::createdAt);

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    private DeliveryStore() {}

    static void insert(Tx tx, Delivery attempt) {
        COLUMNS.insert(tx, attempt);
    }

    static Optional<Delivery> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    static Page<Delivery> list(
            Tx tx, String webhookId, List<Delivery.Outcome> outcomes, Paging paging) {
        Listing.Filter filter = new Listing.Filter().and("webhook_id = ?", webhookId);
        filter.in("outcome", outcomes);
        return LISTING.page(tx, filter, paging);
    }

    /** Deletes old attempts. */
    static boolean purge(Tx tx, Instant now) {
        return tx.update(
                        "DELETE FROM webhook_attempts WHERE id IN (SELECT id FROM webhook_attempts"
                                + " WHERE created_at < ? ORDER BY created_at LIMIT ?)",
                        now.minus(KEPT),
                        PURGED_AT_ONCE)
                == PURGED_AT_ONCE;
    }

    /**
     * An event that is tried again.
     *
     * @param attempts how often it was tried
     */
    record Pending(long seq, int attempts, Instant dueAt) {}

    static List<Pending> pending(Tx tx, String webhookId) {
        return tx.list(
                "SELECT seq, attempts, due_at FROM webhook_pending WHERE webhook_id = ?"
                        + " ORDER BY seq",
                row -> new Pending(row.longInteger(), row.integer(), row.time()),
                webhookId);
    }

    static void putPending(Tx tx, String webhookId, Collection<Pending> all) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Pending each : all) {
            rows.add(new @Nullable Object[] {webhookId, each.seq(), each.attempts(), each.dueAt()});
        }
        tx.updateAll(
                "INSERT INTO webhook_pending (webhook_id, seq, attempts, due_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (webhook_id, seq)"
                        + " DO UPDATE SET attempts = EXCLUDED.attempts, due_at = EXCLUDED.due_at",
                rows);
    }

    static void removePending(Tx tx, String webhookId, long seq) {
        tx.update("DELETE FROM webhook_pending WHERE webhook_id = ? AND seq = ?", webhookId, seq);
    }

    /** The events of a part of the log that were given up and not delivered since. */
    static List<Long> givenUp(Tx tx, String webhookId, long from, long to, int rowsMax) {
        return tx.list(
                "SELECT DISTINCT seq FROM webhook_attempts WHERE webhook_id = ?"
                        + " AND outcome = 'given_up' AND seq >= ? AND seq <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM webhook_attempts AS later WHERE later.webhook_id ="
                        + " webhook_attempts.webhook_id AND later.seq = webhook_attempts.seq"
                        + " AND later.outcome = 'delivered') ORDER BY seq LIMIT ?",
                Row::longInteger,
                webhookId,
                from,
                to,
                rowsMax);
    }

    /** Everything that waits is due now. */
    static void hurry(Tx tx, String webhookId, Instant now) {
        tx.update("UPDATE webhook_pending SET due_at = ? WHERE webhook_id = ?", now, webhookId);
    }

    static void deletePending(Tx tx, String webhookId) {
        tx.update("DELETE FROM webhook_pending WHERE webhook_id = ?", webhookId);
    }

    static void deleteAll(Tx tx, String webhookId) {
        deletePending(tx, webhookId);
        tx.update("DELETE FROM webhook_attempts WHERE webhook_id = ?", webhookId);
    }
}
