package com.techbro24.crm.imports;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code lead_imports}. */
final class LeadImportStore {
    private static final int RUNNING_READ_MAX = 100;

    private static final String SELECT =
            "SELECT id, version, created_at, updated_at, agent_id, status, on_duplicate,"
                    + " assigned_agent_id, encoding, delimiter, columns, conventions, rows_total,"
                    + " rows_done, created, updated, duplicate, refused, warned, problem, finished_at"
                    + " FROM lead_imports";

    private static final Listing<LeadImport> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", LeadImportStore::read)
                    .sort("createdAt", "created_at", LeadImport::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private LeadImportStore() {}

    static Optional<LeadImport> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", LeadImportStore::read, id);
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
        tx.update(
                "INSERT INTO lead_imports (id, version, created_at, updated_at, agent_id, status,"
                        + " on_duplicate, assigned_agent_id, encoding, delimiter, columns,"
                        + " conventions, rows_total, rows_done, created, updated, duplicate,"
                        + " refused, warned, progress)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.version(),
                row.createdAt(),
                row.updatedAt(),
                row.agentId(),
                row.status(),
                row.onDuplicate(),
                row.assignedAgentId(),
                row.encoding(),
                row.delimiter(),
                row.columns(),
                row.conventions(),
                row.rowsTotal(),
                row.rowsDone(),
                row.created(),
                row.updated(),
                row.duplicate(),
                row.refused(),
                row.warned(),
                ImportProgress.NONE);
    }

    static void update(Tx tx, LeadImport row) {
        tx.update(
                "UPDATE lead_imports SET version = ?, updated_at = ?, status = ?, rows_done = ?,"
                        + " created = ?, updated = ?, duplicate = ?, refused = ?, warned = ?, problem = ?,"
                        + " finished_at = ? WHERE id = ?",
                row.version(),
                row.updatedAt(),
                row.status(),
                row.rowsDone(),
                row.created(),
                row.updated(),
                row.duplicate(),
                row.refused(),
                row.warned(),
                row.problem(),
                row.finishedAt(),
                row.id());
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

    private static LeadImport read(Row row) {
        return new LeadImport(
                row.text(),
                row.integer(),
                row.time(),
                row.time(),
                row.text(),
                row.word(ImportStatus.class),
                row.word(OnDuplicate.class),
                row.textOrNull(),
                row.word(ImportEncoding.class),
                row.word(Delimiter.class),
                List.of(Json.read(row.text(), ImportColumn[].class)),
                conventions(row.textOrNull()),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.integer(),
                row.textOrNull(),
                row.timeOrNull());
    }
}
