package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The log: appends what a batch's commands left, as the last thing before their commit, and reads
 * it back.
 */
public final class ChangeLog implements GroupCommit.Batch {
    private static final String COLUMNS =
            "seq, kind, entity_type, entity_id, version, fields, before_fields, after_row, actor, cause, device, at,"
                    + " reason, seen_before, seen_after";

    static final String OF_ENTITY =
            "SELECT "
                    + COLUMNS
                    + " FROM changes WHERE entity_type = ? AND entity_id = ? AND seq < ? AND "
                    + ChangeKind.IS_KNOWN
                    + " ORDER BY seq DESC LIMIT ?";

    static final String ABOUT_LEAD =
            "SELECT "
                    + COLUMNS
                    + " FROM changes WHERE lead_id = ? AND seq < ? AND fields <> 'leadId' AND "
                    + ChangeKind.IS_KNOWN
                    + " ORDER BY seq DESC LIMIT ?";

    private static final String AFTER =
            "SELECT "
                    + COLUMNS
                    + " FROM changes WHERE seq > ? AND "
                    + ChangeKind.IS_KNOWN
                    + " ORDER BY seq LIMIT ?";

    private static final String COUNTS_OF_LEAD =
            "SELECT entity_type, entity_id, COUNT(*) FROM changes WHERE entity_type = ? AND entity_id = ? AND "
                    + ChangeKind.IS_KNOWN
                    + " GROUP BY entity_type, entity_id UNION ALL"
                    + " SELECT entity_type, entity_id, COUNT(*) FROM changes WHERE lead_id = ?"
                    + " AND fields <> 'leadId' AND "
                    + ChangeKind.IS_KNOWN
                    + " GROUP BY entity_type, entity_id";

    private final ChangeFeed feed;
    private final BatchObserver observer;
    private final List<Pending> pending = new ArrayList<>();
    private List<Change> appended = List.of();

    /** A change that waits for its place. */
    private record Pending(Change change, @Nullable String leadId) {}

    /** Hears of each batch that was committed. */
    public interface BatchObserver {
        void committed(int works, int changes, Duration took);
    }

    public ChangeLog(ChangeFeed feed, BatchObserver observer) {
        this.feed = feed;
        this.observer = observer;
    }

    /** Adds a decided change to the batch under way; only the writer's thread calls it. */
    void add(
            Draft draft, Caller caller, @Nullable Long cause, @Nullable String device, Instant at) {
        Change change =
                new Change(
                        0,
                        draft.kind(),
                        draft.entityType(),
                        draft.entityId(),
                        draft.version(),
                        draft.fields(),
                        draft.before(),
                        draft.after(),
                        caller.agentId(),
                        cause,
                        device,
                        Objects.requireNonNullElse(draft.at(), at),
                        draft.reason(),
                        draft.seenBefore(),
                        draft.seenAfter());
        pending.add(new Pending(change, draft.leadId()));
    }

    @Override
    public void begin() {
        pending.clear();
        appended = List.of();
    }

    @Override
    public int mark() {
        return pending.size();
    }

    @Override
    public void dropSince(int mark) {
        pending.subList(mark, pending.size()).clear();
    }

    @Override
    public void beforeCommit(Tx tx) {
        if (pending.isEmpty()) {
            return;
        }
        long seq = head(tx);
        List<Change> placed = new ArrayList<>(pending.size());
        List<@Nullable Object[]> rows = new ArrayList<>(pending.size());
        List<@Nullable Object[]> feedRows = new ArrayList<>(pending.size() * 3);
        for (Pending each : pending) {
            Change row = at(++seq, each.change());
            placed.add(row);
            rows.add(values(row, each.leadId()));
            for (String scope : row.seenBefore().and(row.seenAfter())) {
                // Who sees everything reads the log itself.
                if (!scope.equals(Caller.SCOPE_ALL) && !scope.equals(Caller.SCOPE_ADMINS)) {
                    feedRows.add(
                            new @Nullable Object[] {
                                scope, row.entityType(), row.seq(), row.entityId()
                            });
                }
            }
        }
        tx.updateAll(
                "INSERT INTO changes ("
                        + COLUMNS
                        + ", lead_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        if (!feedRows.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO change_feed (scope, entity_type, seq, entity_id) VALUES (?, ?, ?, ?)",
                    feedRows);
        }
        tx.announce(ChangeFeed.CHANNEL, Long.toString(seq));
        appended = placed;
    }

    @Override
    public void afterCommit(int works, Duration took) {
        observer.committed(works, appended.size(), took);
        if (!appended.isEmpty()) {
            feed.publish(appended);
        }
    }

    private static Change at(long seq, Change change) {
        return new Change(
                seq,
                change.kind(),
                change.entityType(),
                change.entityId(),
                change.version(),
                change.fields(),
                change.before(),
                change.after(),
                change.actor(),
                change.cause(),
                change.device(),
                change.at(),
                change.reason(),
                change.seenBefore(),
                change.seenAfter());
    }

    private static @Nullable Object[] values(Change change, @Nullable String leadId) {
        return new @Nullable Object[] {
            change.seq(),
            change.kind().wireName(),
            change.entityType(),
            change.entityId(),
            change.version(),
            String.join(" ", change.fields()),
            change.before(),
            change.after(),
            change.actor(),
            change.cause(),
            change.device(),
            change.at(),
            change.reason(),
            change.seenBefore().stored(),
            change.seenAfter().stored(),
            leadId
        };
    }

    /**
     * The seq after which the next change comes: that of the newest one, also where it was taken
     * away since, or where a new life of the log begins.
     */
    public static long head(Tx tx) {
        return tx.count(
                "SELECT MAX(seq) FROM (SELECT floor_seq AS seq FROM log_meta WHERE id = 1"
                        + " UNION ALL SELECT COALESCE(MAX(seq), 0) FROM changes) AS ends");
    }

    /** The changes after {@code seq}, oldest first, without those of kinds that are not known. */
    public static List<Change> after(Tx tx, long seq, int rowsMax) {
        return tx.list(AFTER, ChangeLog::read, seq, rowsMax);
    }

    /** The changes of one entity, newest first. */
    public static List<Change> of(
            Tx tx, String entityType, String entityId, long before, int rowsMax) {
        return tx.list(OF_ENTITY, ChangeLog::read, entityType, entityId, before, rowsMax);
    }

    /**
     * The changes of rows that are about a lead, newest first; without those that did nothing but
     * move a row to another lead.
     */
    public static List<Change> aboutLead(Tx tx, String leadId, long before, int rowsMax) {
        return tx.list(ABOUT_LEAD, ChangeLog::read, leadId, before, rowsMax);
    }

    /** How many changes a row has. */
    public record Count(String entityType, String entityId, long changes) {}

    /** How many changes there are of a lead itself and of each row that is about it. */
    public static List<Count> countsOfLead(Tx tx, String entityType, String leadId) {
        return tx.list(
                COUNTS_OF_LEAD,
                row -> new Count(row.text(), row.text(), row.longInteger()),
                entityType,
                leadId,
                leadId);
    }

    /** The changes after {@code seq} that at least one of the scopes may see, oldest first. */
    public static List<Change> seenBy(Tx tx, List<String> scopes, long seq, int rowsMax) {
        if (scopes.contains(Caller.SCOPE_ALL)) {
            return after(tx, seq, rowsMax);
        }
        String marks = String.join(", ", scopes.stream().map(scope -> "?").toList());
        List<@Nullable Object> values = new ArrayList<>(scopes);
        values.add(seq);
        values.add(rowsMax);
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + " FROM changes WHERE seq IN (SELECT seq FROM change_feed WHERE scope IN ("
                        + marks
                        + ") AND seq > ?) AND "
                        + ChangeKind.IS_KNOWN
                        + " ORDER BY seq LIMIT ?",
                ChangeLog::read,
                values.toArray());
    }

    /** The seq of the newest change that at least one of the scopes may see; 0 for none. */
    public static long headSeenBy(Tx tx, List<String> scopes) {
        if (scopes.contains(Caller.SCOPE_ALL)) {
            return head(tx);
        }
        long newest =
                scopes.stream()
                        .mapToLong(
                                scope ->
                                        tx.count(
                                                "SELECT COALESCE(MAX(seq), 0) FROM change_feed WHERE scope = ?",
                                                scope))
                        .max()
                        .orElse(0);
        return Math.max(newest, LogMeta.read(tx).floorSeq());
    }

    private static Change read(Row row) {
        return new Change(
                row.longInteger(),
                ChangeKind.named(row.text()),
                row.text(),
                row.text(),
                row.integer(),
                fields(row.text()),
                row.textOrNull(),
                row.text(),
                row.textOrNull(),
                row.longOrNull(),
                row.textOrNull(),
                row.time(),
                row.textOrNull(),
                Visibility.read(row.text()),
                Visibility.read(row.text()));
    }

    private static List<String> fields(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(" "));
    }
}
