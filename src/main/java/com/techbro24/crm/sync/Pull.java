package com.techbro24.crm.sync;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.changelog.ScopedFeed;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client lacks: first a snapshot page by page, then the changes since it began. Each
 * page is read in one transaction, and no transaction is kept from one page to the next.
 */
final class Pull {
    /** Changes may be logged with a time that is a little earlier than their place in the log. */
    private static final Duration SINCE_MARGIN = Duration.ofMinutes(5);

    private final RowCatalog rows;
    private final ChangeReader reader;
    private final Clock clock;

    Pull(RowCatalog rows, ChangeReader reader, Clock clock) {
        this.rows = rows;
        this.reader = reader;
        this.clock = clock;
    }

    /** The cursor before the first row of a new snapshot. */
    static SyncCursor begin(Tx tx, SyncType type, SyncScope scope) {
        LogMeta log = LogMeta.read(tx);
        return new SyncCursor(type.name(), log.epoch(), scope.hash(), ChangeLog.head(tx), "");
    }

    /** The cursor of a client that knows the state of a time; for clients without cursors. */
    static SyncCursor since(Tx tx, SyncType type, SyncScope scope, Instant since) {
        long seq = ScopedFeed.lastBefore(tx, since.minus(SINCE_MARGIN));
        LogMeta log = LogMeta.read(tx);
        return seq <= log.floorSeq()
                ? begin(tx, type, scope)
                : new SyncCursor(type.name(), log.epoch(), scope.hash(), seq, null);
    }

    /** The cursor that a client sent, if this log and this view can go on from it. */
    static SyncCursor check(Tx tx, SyncCursor cursor, SyncScope scope) {
        Optional<Problem> expired = expired(tx, cursor, scope);
        if (expired.isPresent()) {
            throw expired.get();
        }
        return cursor;
    }

    /** Why this log and this view cannot go on from a cursor; empty if they can. */
    static Optional<Problem> expired(Tx tx, SyncCursor cursor, SyncScope scope) {
        LogMeta log = LogMeta.read(tx);
        if (!cursor.epoch().equals(log.epoch())) {
            return expired("epoch", "The log was begun anew, such as by a restored backup.");
        }
        if (!cursor.scope().equals(scope.hash())) {
            return expired("scope", "Your role, your team or its members have changed.");
        }
        if (cursor.seq() < log.floorSeq()) {
            return expired("compacted", "The changes since this cursor are no longer kept.");
        }
        return Optional.empty();
    }

    private static Optional<Problem> expired(String reason, String detail) {
        return Optional.of(
                Problem.of(
                                Problem.Code.GONE,
                                detail + " Compare your rows with mode=manifest, or sync in full.")
                        .with("error", "cursor_expired")
                        .with("reason", reason));
    }

    SyncPage page(Tx tx, SyncType type, SyncScope scope, SyncCursor cursor, int limit) {
        return cursor.isSnapshot()
                ? snapshot(tx, type, scope, cursor, limit)
                : changes(tx, type, scope, cursor, limit);
    }

    private SyncPage snapshot(Tx tx, SyncType type, SyncScope scope, SyncCursor cursor, int limit) {
        RowType<?> rowType = rows.get(type.entityType());
        String last = cursor.lastId() == null ? "" : cursor.lastId();
        List<? extends Entity> found = rowType.after(tx, scope.viewer(), last, limit + 1);
        boolean more = found.size() > limit;
        List<? extends Entity> page = more ? found.subList(0, limit) : found;
        SyncCursor next = more ? cursor.afterRow(page.getLast().id()) : cursor.upTo(cursor.seq());
        long head = ChangeLog.head(tx);
        return new SyncPage(
                items(tx, type, page, true),
                List.of(),
                next.text(),
                more || head > cursor.seq(),
                head,
                cursor.epoch(),
                now());
    }

    private SyncPage changes(Tx tx, SyncType type, SyncScope scope, SyncCursor cursor, int limit) {
        RowType<?> rowType = rows.get(type.entityType());
        long head = ChangeLog.head(tx);
        // The newest entry of each row; rows in the order of their first entry.
        Map<String, Long> entries = new LinkedHashMap<>();
        long reached = cursor.seq();
        boolean more = true;
        while (more && entries.size() < limit) {
            int wanted = limit - entries.size();
            List<ScopedFeed.Entry> found =
                    ScopedFeed.after(
                            tx, scope.scopes(rowType), type.entityType(), reached, wanted + 1);
            more = found.size() > wanted;
            for (ScopedFeed.Entry entry : more ? found.subList(0, wanted) : found) {
                entries.put(entry.entityId(), entry.seq());
                reached = entry.seq();
            }
        }
        SyncCursor next = cursor.upTo(more ? reached : head);
        addBulk(tx, rowType, scope, cursor.seq(), next.seq(), entries);
        List<? extends Entity> visible = rowType.find(tx, scope.viewer(), entries.keySet());
        return new SyncPage(
                items(tx, type, visible, true),
                removed(tx, entries, visible),
                next.text(),
                more,
                head,
                cursor.epoch(),
                now());
    }

    /** Adds the rows that one change has changed together; a page may become longer by them. */
    private void addBulk(
            Tx tx,
            RowType<?> rowType,
            SyncScope scope,
            long after,
            long upTo,
            Map<String, Long> entries) {
        RowType.Bulk bulk = rowType.bulk();
        if (bulk == null) {
            return;
        }
        ScopedFeed.after(tx, scope.scopes(rowType), bulk.entityType(), after, 1).stream()
                .filter(entry -> entry.seq() <= upTo)
                .forEach(
                        entry ->
                                bulk.ids()
                                        .ids(tx, scope.viewer().agent(), timeBefore(tx, after))
                                        .forEach(id -> entries.putIfAbsent(id, entry.seq())));
    }

    /** A time before all changes after a seq. */
    private static Instant timeBefore(Tx tx, long seq) {
        return ScopedFeed.timeAt(tx, seq).map(at -> at.minus(SINCE_MARGIN)).orElse(Instant.EPOCH);
    }

    private List<SyncPage.Removed> removed(
            Tx tx, Map<String, Long> entries, List<? extends Entity> visible) {
        Map<String, Long> hidden = new LinkedHashMap<>(entries);
        visible.forEach(row -> hidden.remove(row.id()));
        if (hidden.isEmpty()) {
            return List.of();
        }
        // By the viewer's own last entry: what happened to a row out of sight is not told.
        Set<Long> deletions = ScopedFeed.deletions(tx, reader.kinds(), hidden.values());
        List<SyncPage.Removed> removed = new ArrayList<>();
        hidden.forEach(
                (id, seq) ->
                        removed.add(
                                new SyncPage.Removed(
                                        id,
                                        seq,
                                        deletions.contains(seq)
                                                ? SyncPage.Reason.DELETED
                                                : SyncPage.Reason.OUT_OF_SCOPE)));
        return removed;
    }

    /** The rows with these ids that the viewer sees; the others are reported as removed. */
    SyncPage only(Tx tx, SyncType type, SyncScope scope, Collection<String> ids) {
        List<? extends Entity> visible = rows.get(type.entityType()).find(tx, scope.viewer(), ids);
        long head = ChangeLog.head(tx);
        Map<String, Long> asked = new LinkedHashMap<>();
        ids.forEach(id -> asked.put(id, head));
        visible.forEach(row -> asked.remove(row.id()));
        List<SyncPage.Removed> removed =
                asked.keySet().stream()
                        .map(id -> new SyncPage.Removed(id, head, SyncPage.Reason.OUT_OF_SCOPE))
                        .toList();
        return new SyncPage(
                items(tx, type, visible, true),
                removed,
                begin(tx, type, scope).upTo(head).text(),
                false,
                head,
                LogMeta.read(tx).epoch(),
                now());
    }

    /** Ids and versions of all rows, to compare with a client's copies. */
    SyncPage manifest(Tx tx, SyncType type, SyncScope scope, SyncCursor cursor, int limit) {
        String last = cursor.lastId() == null ? "" : cursor.lastId();
        List<? extends Entity> found =
                rows.get(type.entityType()).after(tx, scope.viewer(), last, limit + 1);
        boolean more = found.size() > limit;
        List<? extends Entity> page = more ? found.subList(0, limit) : found;
        SyncCursor next = more ? cursor.afterRow(page.getLast().id()) : cursor.upTo(cursor.seq());
        return new SyncPage(
                items(tx, type, page, false),
                List.of(),
                next.text(),
                more,
                ChangeLog.head(tx),
                cursor.epoch(),
                now());
    }

    private static List<SyncPage.Item> items(
            Tx tx, SyncType type, List<? extends Entity> page, boolean withRecord) {
        Map<String, Long> newest =
                ScopedFeed.newest(tx, type.entityType(), page.stream().map(Entity::id).toList());
        return page.stream()
                .map(
                        row ->
                                new SyncPage.Item(
                                        row.id(),
                                        row.version(),
                                        newest.getOrDefault(row.id(), 0L),
                                        withRecord ? type.record(row) : null))
                .toList();
    }

    /** The current state of one row for a viewer; null where it sees none. */
    static SyncPage.@Nullable Item item(Tx tx, SyncType type, @Nullable Entity row) {
        return row == null ? null : items(tx, type, List.of(row), true).getFirst();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
