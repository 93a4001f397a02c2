package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Shrinks {@code change_feed}, as chores of the housekeeping. Of each row and scope only the newest
 * entry is needed to pull, so an older one goes once the newer one is a week old. An entry that
 * says that a row left a scope goes after 90 days; a cursor from before it has then expired, and
 * nothing below that floor is needed. The log itself stays whole.
 *
 * <p>The first two go through the log by a cursor and stop after a few milliseconds, so that no
 * write waits for long.
 */
public final class FeedCompaction {
    /** Sockets that come back replay every change of this time, not only the newest of a row. */
    private static final Duration SUPERSEDED_KEPT = Duration.ofDays(7);

    private static final Duration REMOVALS_KEPT = Duration.ofDays(90);

    /** The names of the cursors, beside those of the followers. */
    static final String SUPERSEDED = "feed_superseded";

    private static final String REMOVALS = "feed_removals";

    private static final int CHANGES_AT_ONCE_MAX = 500;
    private static final int BELOW_FLOOR_AT_ONCE_MAX = 500;
    private static final Duration STEP_MAX = Duration.ofMillis(15);

    /** Goes from one scope to the next by the index; without it the whole table would be read. */
    private static final String SCOPE_BELOW =
            "WITH RECURSIVE scopes(scope) AS (SELECT MIN(scope) FROM change_feed UNION ALL"
                    + " SELECT (SELECT MIN(change_feed.scope) FROM change_feed"
                    + " WHERE change_feed.scope > scopes.scope) FROM scopes"
                    + " WHERE scopes.scope IS NOT NULL)"
                    + " SELECT scope FROM scopes WHERE scope IS NOT NULL AND EXISTS (SELECT 1"
                    + " FROM change_feed below WHERE below.scope = scopes.scope"
                    + " AND below.seq <= ?) LIMIT 1";

    /** What the housekeeping does, in this order. */
    public static final List<Housekeeping.Chore> CHORES =
            List.of(
                    FeedCompaction::dropSuperseded,
                    FeedCompaction::dropRemovals,
                    FeedCompaction::dropBelowFloor);

    private FeedCompaction() {}

    /** A change in the log, and the scopes that have it in their feed. */
    private record Entry(
            long seq,
            String entityType,
            String entityId,
            Instant at,
            Visibility before,
            Visibility after) {
        static Entry read(Row row) {
            return new Entry(
                    row.longInteger(),
                    row.text(),
                    row.text(),
                    row.time(),
                    Visibility.read(row.text()),
                    Visibility.read(row.text()));
        }

        List<String> scopes() {
            return before.and(after).stream()
                    .filter(scope -> !scope.equals(Caller.SCOPE_ALL))
                    .filter(scope -> !scope.equals(Caller.SCOPE_ADMINS))
                    .toList();
        }
    }

    private interface Work {
        void on(Entry entry);
    }

    /** Drops some entries that a newer one replaces; whether more are left. */
    public static boolean dropSuperseded(Tx tx, Instant now) {
        return walk(
                tx, SUPERSEDED, now.minus(SUPERSEDED_KEPT), entry -> dropEntryBefore(tx, entry));
    }

    /** Drops some old removals and raises the floor; whether more are left. */
    public static boolean dropRemovals(Tx tx, Instant now) {
        return walk(
                tx,
                REMOVALS,
                now.minus(REMOVALS_KEPT),
                entry -> {
                    if (dropRemovals(tx, entry)) {
                        LogMeta.raiseFloor(tx, entry.seq());
                    }
                });
    }

    /** Drops some entries up to the floor, which no cursor reads; whether more are left. */
    public static boolean dropBelowFloor(Tx tx, Instant now) {
        long floor = LogMeta.read(tx).floorSeq();
        return tx.first(SCOPE_BELOW, Row::text, floor)
                .map(
                        scope ->
                                tx.update(
                                        "DELETE FROM change_feed WHERE scope = ? AND seq IN"
                                                + " (SELECT seq FROM change_feed WHERE scope = ?"
                                                + " AND seq <= ? ORDER BY seq LIMIT ?)",
                                        scope,
                                        scope,
                                        floor,
                                        BELOW_FLOOR_AT_ONCE_MAX))
                .isPresent();
    }

    private static boolean walk(Tx tx, String cursor, Instant upTo, Work work) {
        long end = System.nanoTime() + STEP_MAX.toNanos();
        long reached = FollowerStore.reached(tx, cursor);
        long begun = reached;
        List<Entry> entries = after(tx, reached);
        boolean isStopped = false;
        for (Entry entry : entries) {
            if (System.nanoTime() > end) {
                isStopped = true;
                break;
            }
            if (!entry.at().isBefore(upTo)) {
                break;
            }
            work.on(entry);
            reached = entry.seq();
        }
        if (reached > begun) {
            FollowerStore.begin(tx, cursor, reached);
            FollowerStore.advance(tx, cursor, reached);
        }
        return isStopped || !entries.isEmpty() && reached == entries.getLast().seq();
    }

    private static List<Entry> after(Tx tx, long seq) {
        return tx.list(
                "SELECT seq, entity_type, entity_id, at, seen_before, seen_after FROM changes"
                        + " WHERE seq > ? ORDER BY seq LIMIT ?",
                Entry::read,
                seq,
                CHANGES_AT_ONCE_MAX);
    }

    /** There is one at most: those before it went when it was passed. */
    private static void dropEntryBefore(Tx tx, Entry entry) {
        for (String scope : entry.scopes()) {
            int _ =
                    tx.update(
                            "DELETE FROM change_feed WHERE scope = ? AND seq = (SELECT changes.seq"
                                    + " FROM changes WHERE entity_type = ? AND entity_id = ?"
                                    + " AND changes.seq < ? AND EXISTS (SELECT 1 FROM change_feed"
                                    + " older WHERE older.scope = ? AND older.seq = changes.seq)"
                                    + " ORDER BY changes.seq DESC LIMIT 1)",
                            scope,
                            entry.entityType(),
                            entry.entityId(),
                            entry.seq(),
                            scope);
        }
    }

    private static boolean dropRemovals(Tx tx, Entry entry) {
        boolean dropped = false;
        for (String scope : entry.scopes()) {
            if (!entry.after().scopes().contains(scope)) {
                dropped |=
                        tx.update(
                                        "DELETE FROM change_feed WHERE scope = ? AND seq = ?",
                                        scope,
                                        entry.seq())
                                > 0;
            }
        }
        return dropped;
    }
}
