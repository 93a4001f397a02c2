package com.techbro24.crm.exports;

import com.techbro24.crm.access.Caller;
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

/** The SQL of {@code exports} and {@code export_chunks}. */
final class ExportStore {
    private static final int OPEN_READ_MAX = 20;
    private static final int PURGED_AT_ONCE_MAX = 40;

    private static final Columns<Export> COLUMNS =
            Columns.of(MethodHandles.lookup(), Export.class, "exports")
                    .fixed("requested_by", "scope", "agent_id", "format")
                    .insertOnly("brought_hash", "attempts", "leased_until")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Export> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Export::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private ExportStore() {}

    /**
     * Who writes an export.
     *
     * @param node null for nobody
     * @param attempts how often it was begun
     */
    record Lease(@Nullable String node, Instant until, int attempts) {}

    static Optional<Export> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The export, if the caller can see it; otherwise it is reported as not found. */
    static Export get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> ExportRights.visibility(tx, found).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Export.TYPE));
    }

    static Page<Export> list(Tx tx, Caller caller, List<ExportStatus> status, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.wherePersonal(filter, "agent_id", caller);
        filter.in("status", status);
        return LISTING.page(tx, filter, paging);
    }

    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM exports WHERE id = ? AND brought_hash = ?", id, hash);
    }

    static void insert(Tx tx, Export row, @Nullable String hash) {
        COLUMNS.insert(tx, row, hash, 0, Instant.EPOCH);
    }

    static void update(Tx tx, Export row) {
        COLUMNS.update(tx, row);
    }

    static long countOpen(Tx tx, String requestedBy) {
        return tx.count(
                "SELECT COUNT(*) FROM exports WHERE requested_by = ? AND finished_at IS NULL",
                requestedBy);
    }

    /** Exports that nobody writes, oldest first. */
    static List<String> waiting(Tx tx, Instant now) {
        return tx.list(
                "SELECT id FROM exports WHERE finished_at IS NULL AND leased_until <= ?"
                        + " ORDER BY created_at LIMIT "
                        + OPEN_READ_MAX,
                Row::text,
                now);
    }

    static Lease lease(Tx tx, String id) {
        return tx.first(
                        "SELECT leased_by, leased_until, attempts FROM exports WHERE id = ?",
                        row -> new Lease(row.textOrNull(), row.time(), row.integer()),
                        id)
                .orElseThrow(() -> Problem.notFound(Export.TYPE));
    }

    static void setLease(Tx tx, String id, Lease lease) {
        tx.update(
                "UPDATE exports SET leased_by = ?, leased_until = ?, attempts = ? WHERE id = ?",
                lease.node(),
                lease.until(),
                lease.attempts(),
                id);
    }

    static void insertChunk(Tx tx, String exportId, int part, byte[] content) {
        tx.update(
                "INSERT INTO export_chunks (export_id, part, content) VALUES (?, ?, ?)",
                exportId,
                part,
                content);
    }

    static Optional<byte[]> chunk(Tx tx, String exportId, int part) {
        return tx.first(
                "SELECT content FROM export_chunks WHERE export_id = ? AND part = ?",
                Row::bytes,
                exportId,
                part);
    }

    /** Deletes some parts of a file; returns whether more may be left. */
    static boolean deleteChunks(Tx tx, String exportId) {
        List<@Nullable Object[]> some =
                tx.list(
                        "SELECT part FROM export_chunks WHERE export_id = ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {exportId, row.integer()},
                        exportId);
        if (!some.isEmpty()) {
            tx.updateAll("DELETE FROM export_chunks WHERE export_id = ? AND part = ?", some);
        }
        return some.size() == PURGED_AT_ONCE_MAX;
    }

    /** An ended export without a valid file that still has parts. */
    static Optional<String> withOldChunks(Tx tx, Instant now) {
        return tx.first(
                "SELECT id FROM exports WHERE finished_at IS NOT NULL"
                        + " AND (expires_at IS NULL OR expires_at <= ?)"
                        + " AND EXISTS (SELECT 1 FROM export_chunks WHERE export_id = id) LIMIT 1",
                Row::text,
                now);
    }

    /** Deletes rows of exports that ended long ago; returns whether more may be left. */
    static boolean deleteEnded(Tx tx, Instant before) {
        List<@Nullable Object[]> old =
                tx.list(
                        "SELECT id FROM exports WHERE finished_at <= ? LIMIT " + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        before);
        if (!old.isEmpty()) {
            tx.updateAll("DELETE FROM exports WHERE id = ?", old);
        }
        return old.size() == PURGED_AT_ONCE_MAX;
    }
}
