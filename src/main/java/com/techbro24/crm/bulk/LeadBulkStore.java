package com.techbro24.crm.bulk;

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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code lead_bulks}. */
final class LeadBulkStore {
    private static final int RUNNING_READ_MAX = 100;

    private static final Columns<LeadBulk> COLUMNS =
            Columns.of(MethodHandles.lookup(), LeadBulk.class, "lead_bulks")
                    .readBy("fields", row -> fields(row.text()))
                    .fixed("agent_id", "action", "fields", "undoes", "automation")
                    .insertOnly("progress")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<LeadBulk> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", LeadBulk::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private LeadBulkStore() {}

    static Optional<LeadBulk> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The run, if the caller can see it; otherwise it is reported as not found. */
    static LeadBulk get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(LeadBulk.NOUN));
    }

    /** Visible to the agent who started it, and to everyone who sees that agent. */
    static Visibility visibility(Tx tx, LeadBulk of) {
        return Visibility.ofAgent(of.agentId(), AccountStore.teamOf(tx, of.agentId()).orElse(null));
    }

    static Page<LeadBulk> list(
            Tx tx,
            Caller caller,
            List<BulkStatus> status,
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

    /** Running ones, oldest first. */
    static List<String> running(Tx tx) {
        return tx.list(
                "SELECT id FROM lead_bulks WHERE finished_at IS NULL ORDER BY created_at LIMIT "
                        + RUNNING_READ_MAX,
                Row::text);
    }

    static long countRunning(Tx tx, String agentId) {
        return tx.count(
                "SELECT COUNT(*) FROM lead_bulks WHERE agent_id = ? AND finished_at IS NULL",
                agentId);
    }

    /** The exact progress of the run. */
    static BulkProgress progress(Tx tx, String id) {
        return tx.first(
                        "SELECT progress FROM lead_bulks WHERE id = ?",
                        row -> row.json(BulkProgress.class),
                        id)
                .orElseThrow(() -> Problem.notFound(LeadBulk.NOUN));
    }

    static void setProgress(Tx tx, String id, BulkProgress progress) {
        tx.update("UPDATE lead_bulks SET progress = ? WHERE id = ?", progress, id);
    }

    static void insert(Tx tx, LeadBulk row) {
        COLUMNS.insert(tx, row, BulkProgress.NONE);
    }

    static void update(Tx tx, LeadBulk row) {
        COLUMNS.update(tx, row);
    }

    /** Runs that ended before {@code before} and still have rows in {@code table}. */
    static List<String> endedBefore(Tx tx, Instant before, String table, int rowsMax) {
        return tx.list(
                "SELECT id FROM lead_bulks WHERE finished_at <= ? AND EXISTS (SELECT 1 FROM "
                        + table
                        + " WHERE bulk_id = id) ORDER BY finished_at LIMIT ?",
                Row::text,
                before,
                rowsMax);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(String json) {
        return Json.read(json, Map.class);
    }
}
