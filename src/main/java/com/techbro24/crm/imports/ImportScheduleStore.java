package com.techbro24.crm.imports;

import com.techbro24.crm.access.AccountStore;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code import_schedules}. */
final class ImportScheduleStore {
    private static final int DUE_READ_MAX = 20;

    private static final Columns<ImportSchedule> COLUMNS =
            Columns.of(MethodHandles.lookup(), ImportSchedule.class, "import_schedules")
                    .readBy("every", row -> Duration.ofSeconds(row.longInteger()))
                    .writtenAs("every", schedule -> schedule.every().toSeconds())
                    .readBy("conventions", row -> row.json(ImportConventions.class))
                    .fixed("agent_id")
                    .insertOnly("secret", "leased_until")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<ImportSchedule> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", ImportSchedule::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private ImportScheduleStore() {}

    static Optional<ImportSchedule> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The schedule, if the caller can see it; otherwise it is reported as not found. */
    static ImportSchedule get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(ImportSchedule.NOUN));
    }

    /** Visible to the agent who made it, and to everyone who sees that agent. */
    static Visibility visibility(Tx tx, ImportSchedule of) {
        return Visibility.ofAgent(of.agentId(), AccountStore.teamOf(tx, of.agentId()).orElse(null));
    }

    static Page<ImportSchedule> list(Tx tx, Caller caller, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.where(filter, "agent_id", caller);
        return LISTING.page(tx, filter, paging);
    }

    static long count(Tx tx) {
        return tx.count("SELECT COUNT(*) FROM import_schedules");
    }

    /** Schedules to load now, the longest due first. */
    static List<String> due(Tx tx, Instant now) {
        return tx.list(
                "SELECT id FROM import_schedules WHERE next_at <= ? AND leased_until <= ?"
                        + " AND (enabled OR run_once) ORDER BY next_at LIMIT "
                        + DUE_READ_MAX,
                Row::text,
                now,
                now);
    }

    /** Takes a due schedule until a time; false if another node was faster. */
    static boolean lease(Tx tx, String id, Instant now, Instant until) {
        return tx.update(
                        "UPDATE import_schedules SET leased_until = ? WHERE id = ?"
                                + " AND next_at <= ? AND leased_until <= ?"
                                + " AND (enabled OR run_once)",
                        until,
                        id,
                        now,
                        now)
                == 1;
    }

    static void release(Tx tx, String id) {
        tx.update(
                "UPDATE import_schedules SET leased_until = 0, run_once = FALSE WHERE id = ?", id);
    }

    /** Loads it once, also if it is disabled. */
    static void runOnce(Tx tx, String id) {
        tx.update("UPDATE import_schedules SET run_once = TRUE WHERE id = ?", id);
    }

    /** The sealed header of the request; empty for none. */
    static Optional<String> authorization(Tx tx, String id) {
        return text(tx, "secret", id);
    }

    static void setAuthorization(Tx tx, String id, @Nullable String sealed) {
        tx.update("UPDATE import_schedules SET secret = ? WHERE id = ?", sealed, id);
    }

    /** The ETag of the file that was imported last; empty for none. */
    static Optional<String> etag(Tx tx, String id) {
        return text(tx, "etag", id);
    }

    static void setEtag(Tx tx, String id, @Nullable String etag) {
        tx.update("UPDATE import_schedules SET etag = ? WHERE id = ?", etag, id);
    }

    private static Optional<String> text(Tx tx, String column, String id) {
        return tx.first(
                        "SELECT " + column + " FROM import_schedules WHERE id = ?",
                        Row::textOrEmpty,
                        id)
                .filter(text -> !text.isEmpty());
    }

    static void insert(Tx tx, ImportSchedule row, @Nullable String sealed) {
        COLUMNS.insert(tx, row, sealed, Instant.EPOCH);
    }

    static void update(Tx tx, ImportSchedule row) {
        COLUMNS.update(tx, row);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM import_schedules WHERE id = ?", id);
    }
}
