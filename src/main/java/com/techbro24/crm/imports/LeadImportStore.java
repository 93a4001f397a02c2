package com.techbro24.crm.imports;

import com.techbro24.crm.access.AccountStore;
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

/** The SQL of {@code lead_imports}. */
final class LeadImportStore {
    private static final int RUNNING_READ_MAX = 100;

    private static final Columns<LeadImport> COLUMNS =
            Columns.of(MethodHandles.lookup(), LeadImport.class, "lead_imports")
                    .readBy("conventions", row -> conventions(row.textOrNull()))
                    .fixed(
                            "agent_id",
                            "on_duplicate",
                            "on_bad_cell",
                            "assigned_agent_id",
                            "encoding",
                            "delimiter",
                            "columns",
                            "mapping_warnings",
                            "conventions",
                            "automation",
                            "external_system",
                            "rows_total")
                    .insertOnly("progress")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<LeadImport> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", LeadImport::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private LeadImportStore() {}

    static Optional<LeadImport> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The import, if the caller can see it; otherwise it is reported as not found. */
    static LeadImport get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(LeadImport.NOUN));
    }

    /** Visible to the agent who started it, and to everyone who sees that agent. */
    static Visibility visibility(Tx tx, LeadImport of) {
        return Visibility.ofAgent(of.agentId(), AccountStore.teamOf(tx, of.agentId()).orElse(null));
    }

    static Page<LeadImport> list(
            Tx tx,
            Caller caller,
            List<ImportStatus> status,
            @Nullable String agentId,
            Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.where(filter, "agent_id", caller);
        if (agentId != null) {
            filter.and("agent_id = ?", agentId);
        }
        filter.in("status", status);
        return LISTING.page(tx, filter, paging);
    }

    /** Running imports, oldest first. */
    static List<String> running(Tx tx) {
        return tx.list(
                "SELECT id FROM lead_imports WHERE finished_at IS NULL ORDER BY created_at LIMIT "
                        + RUNNING_READ_MAX,
                Row::text);
    }

    static long countRunning(Tx tx, String agentId) {
        return tx.count(
                "SELECT COUNT(*) FROM lead_imports WHERE agent_id = ? AND finished_at IS NULL",
                agentId);
    }

    /** The exact progress of the import. */
    static ImportProgress progress(Tx tx, String id) {
        return tx.first(
                        "SELECT progress FROM lead_imports WHERE id = ?",
                        row -> row.json(ImportProgress.class),
                        id)
                .orElseThrow(() -> Problem.notFound(LeadImport.NOUN));
    }

    static void setProgress(Tx tx, String id, ImportProgress progress) {
        tx.update("UPDATE lead_imports SET progress = ? WHERE id = ?", progress, id);
    }

    static void insert(Tx tx, LeadImport row) {
        COLUMNS.insert(tx, row, ImportProgress.NONE);
    }

    static void update(Tx tx, LeadImport row) {
        COLUMNS.update(tx, row);
    }

    /** Imports that ended before {@code before} and still have rows in {@code table}. */
    static List<String> endedBefore(Tx tx, Instant before, String table, int rowsMax) {
        return tx.list(
                "SELECT id FROM lead_imports WHERE finished_at <= ? AND EXISTS (SELECT 1 FROM "
                        + table
                        + " WHERE import_id = id) ORDER BY finished_at LIMIT ?",
                Row::text,
                before,
                rowsMax);
    }

    /** Null for an import started by an older version. */
    private static ImportConventions conventions(@Nullable String json) {
        return json == null ? ImportConventions.NONE : Json.read(json, ImportConventions.class);
    }
}
