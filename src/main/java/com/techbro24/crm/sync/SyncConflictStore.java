package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code sync_conflicts}. */
final class SyncConflictStore {
    private static final String SELECT =
            "SELECT id, version, created_at, updated_at, agent_id, device_id, mutation_id,"
                    + " entity_type, entity_id, field, base, server, client, server_by, server_at,"
                    + " client_at, winner, rule, resolved_at, resolved_by, kept"
                    + " FROM sync_conflicts";

    private static final Listing<SyncConflict> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", SyncConflictStore::read)
                    .sort("createdAt", "created_at", SyncConflict::createdAt);

    static final Collection<String> SORTS = LISTING.sorts();

    private SyncConflictStore() {}

    static Page<SyncConflict> list(
            Tx tx,
            String agentId,
            @Nullable Boolean isResolved,
            @Nullable Instant from,
            @Nullable Instant to,
            Paging paging) {
        Listing.Filter filter =
                new Listing.Filter().and("agent_id = ?", agentId).between("created_at", from, to);
        if (isResolved != null) {
            filter.and(isResolved ? "resolved_at IS NOT NULL" : "resolved_at IS NULL");
        }
        return LISTING.page(tx, filter, paging);
    }

    static long countOpen(Tx tx, String agentId) {
        return tx.count(
                "SELECT COUNT(*) FROM sync_conflicts WHERE agent_id = ? AND resolved_at IS NULL",
                agentId);
    }

    /** The conflict, if the caller can see it; otherwise it is reported as not found. */
    static SyncConflict get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> Visibility.personal(tx, found.agentId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound("conflict"));
    }

    static Optional<SyncConflict> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", SyncConflictStore::read, id);
    }

    /** An open conflict of a mutation. */
    static Optional<SyncConflict> open(Tx tx, String agentId, String mutationId) {
        return tx.first(
                SELECT + " WHERE agent_id = ? AND resolved_at IS NULL AND mutation_id = ?",
                SyncConflictStore::read,
                agentId,
                mutationId);
    }

    static void insert(Tx tx, SyncConflict conflict) {
        tx.update(
                "INSERT INTO sync_conflicts (id, version, created_at, updated_at, agent_id,"
                        + " device_id, mutation_id, entity_type, entity_id, field, base, server,"
                        + " client, server_by, server_at, client_at, winner, rule, resolved_at,"
                        + " resolved_by, kept)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                conflict.id(),
                conflict.version(),
                conflict.createdAt(),
                conflict.updatedAt(),
                conflict.agentId(),
                conflict.deviceId(),
                conflict.mutationId(),
                conflict.entityType(),
                conflict.entityId(),
                conflict.field(),
                text(conflict.base()),
                text(conflict.server()),
                text(conflict.client()),
                conflict.serverBy(),
                conflict.serverAt(),
                conflict.clientAt(),
                conflict.winner(),
                conflict.rule(),
                conflict.resolvedAt(),
                conflict.resolvedBy(),
                conflict.kept());
    }

    /** Stores that it was resolved; nothing else of it changes. */
    static void resolve(Tx tx, SyncConflict conflict) {
        tx.update(
                "UPDATE sync_conflicts SET version = ?, updated_at = ?, resolved_at = ?,"
                        + " resolved_by = ?, kept = ? WHERE id = ?",
                conflict.version(),
                conflict.updatedAt(),
                conflict.resolvedAt(),
                conflict.resolvedBy(),
                conflict.kept(),
                conflict.id());
    }

    /** Forgets some that were resolved before a time; whether more are left. */
    static boolean purge(Tx tx, Instant before, int rowsMax) {
        return tx.update(
                        "DELETE FROM sync_conflicts WHERE id IN (SELECT id FROM sync_conflicts"
                                + " WHERE resolved_at < ? LIMIT ?)",
                        before,
                        rowsMax)
                == rowsMax;
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable JsonNode json(@Nullable String stored) {
        return stored == null ? null : Json.read(stored);
    }

    private static SyncConflict read(Row row) {
        return new SyncConflict(
                row.text(),
                row.integer(),
                row.time(),
                row.time(),
                row.text(),
                row.textOrNull(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                json(row.textOrNull()),
                json(row.textOrNull()),
                json(row.textOrNull()),
                row.textOrNull(),
                row.timeOrNull(),
                row.time(),
                row.word(PushResult.Side.class),
                row.text(),
                row.timeOrNull(),
                row.textOrNull(),
                row.wordOrNull(PushResult.Side.class));
    }
}
