package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code webhook_endpoints}. */
final class WebhookStore {
    private static final Columns<Webhook> COLUMNS =
            Columns.of(MethodHandles.lookup(), Webhook.class, "webhook_endpoints")
                    .readBy("events", row -> List.of(Json.read(row.text(), String[].class)))
                    .readBy("filter", row -> filter(row.textOrNull()))
                    .writtenAs(
                            "filter",
                            webhook -> {
                                ObjectNode filter = webhook.filter();
                                return filter == null ? null : filter.toString();
                            })
                    .fixed("owner_id")
                    .insertOnly("cursor_seq", "secret", "creation_hash")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Webhook> LISTING =
            new Listing<>(SELECT, "id", "createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Webhook::createdAt);

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    private WebhookStore() {}

    private static @Nullable ObjectNode filter(@Nullable String json) {
        return json == null ? null : Json.read(json, ObjectNode.class);
    }

    static void insert(
            Tx tx, Webhook webhook, long cursor, String secret, @Nullable String creationHash) {
        COLUMNS.insert(tx, webhook, cursor, secret, creationHash);
    }

    static void update(Tx tx, Webhook webhook) {
        COLUMNS.update(tx, webhook);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM webhook_endpoints WHERE id = ?", id);
    }

    static long count(Tx tx) {
        return tx.count("SELECT COUNT(*) FROM webhook_endpoints");
    }

    static Optional<Webhook> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    static Webhook get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found.ownerId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Webhook.TYPE));
    }

    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists(
                "SELECT 1 FROM webhook_endpoints WHERE id = ? AND creation_hash = ?", id, hash);
    }

    static Visibility visibility(Tx tx, String ownerId) {
        return Visibility.personal(tx, ownerId);
    }

    static Page<Webhook> list(
            Tx tx,
            @Nullable Boolean enabled,
            @Nullable String ownerId,
            Caller caller,
            Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.wherePersonal(filter, "owner_id", caller);
        if (ownerId != null) {
            filter.and("owner_id = ?", ownerId);
        }
        if (enabled != null) {
            filter.and("enabled = ?", enabled);
        }
        return LISTING.page(tx, filter, paging);
    }

    /** The sealed secrets: the current one, and the one before while it still signs. */
    record Secrets(String current, @Nullable String previous, @Nullable Instant previousUntil) {}

    static Secrets secrets(Tx tx, String id) {
        return tx.first(
                        "SELECT secret, previous_secret, previous_secret_until"
                                + " FROM webhook_endpoints WHERE id = ?",
                        row -> new Secrets(row.text(), row.textOrNull(), row.timeOrNull()),
                        id)
                .orElseThrow(() -> Problem.notFound(Webhook.TYPE));
    }

    static void setSecrets(Tx tx, String id, String current, String previous) {
        tx.update(
                "UPDATE webhook_endpoints SET secret = ?, previous_secret = ? WHERE id = ?",
                current,
                previous,
                id);
    }

    static void setCursor(Tx tx, String id, long seq) {
        tx.update("UPDATE webhook_endpoints SET cursor_seq = ? WHERE id = ?", seq, id);
    }

    /**
     * How far an endpoint is.
     *
     * @param seq each event up to it is done, or stored to be tried again
     * @param replayNext the next event to send again; null without a replay
     * @param replayTo the last one
     */
    record Cursor(long seq, @Nullable Long replayNext, @Nullable Long replayTo) {}

    static Cursor cursor(Tx tx, String id) {
        return tx.first(
                        "SELECT cursor_seq, replay_next, replay_to FROM webhook_endpoints"
                                + " WHERE id = ?",
                        row -> new Cursor(row.longInteger(), row.longOrNull(), row.longOrNull()),
                        id)
                .orElseThrow(() -> Problem.notFound(Webhook.TYPE));
    }

    static void setReplay(Tx tx, String id, @Nullable Long next, @Nullable Long to) {
        tx.update(
                "UPDATE webhook_endpoints SET replay_next = ?, replay_to = ? WHERE id = ?",
                next,
                to,
                id);
    }

    /** Saves how far the node that has the endpoint is; false if it no longer has it. */
    static boolean advance(
            Tx tx, String id, String node, long seq, @Nullable Instant failingSince) {
        return tx.update(
                        "UPDATE webhook_endpoints SET cursor_seq = ?, failing_since = ?"
                                + " WHERE id = ? AND leased_by = ? AND cursor_seq <= ?",
                        seq,
                        failingSince,
                        id,
                        node,
                        seq)
                > 0;
    }

    /** An enabled endpoint and the node that has it. */
    record Leased(Webhook webhook, @Nullable String node, @Nullable Instant until) {}

    static List<Leased> enabled(Tx tx) {
        return tx.list(
                COLUMNS.select("leased_by", "leased_until") + " WHERE enabled = TRUE ORDER BY id",
                row -> {
                    String node = row.textOrNull();
                    Instant until = row.timeOrNull();
                    return new Leased(COLUMNS.read(row), node, until);
                });
    }

    /** Takes an endpoint for a node, or keeps it; false if another one has it. */
    static boolean lease(Tx tx, String id, String node, Instant now, Instant until) {
        return tx.update(
                        "UPDATE webhook_endpoints SET leased_by = ?, leased_until = ? WHERE id = ?"
                                + " AND (leased_by IS NULL OR leased_by = ? OR leased_until <= ?)",
                        node,
                        until,
                        id,
                        node,
                        now)
                > 0;
    }

    static void release(Tx tx, String node) {
        tx.update(
                "UPDATE webhook_endpoints SET leased_by = NULL, leased_until = NULL"
                        + " WHERE leased_by = ?",
                node);
    }

    /** After a restart of the only node. */
    static void releaseAll(Tx tx) {
        tx.update("UPDATE webhook_endpoints SET leased_by = NULL, leased_until = NULL");
    }

    static List<String> enabledIds(Tx tx) {
        return tx.list("SELECT id FROM webhook_endpoints WHERE enabled = TRUE", Row::text);
    }
}
