package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that changed since a seq, of all types at once. A seq alone tells neither the epoch nor
 * the view: one of an earlier epoch is below the floor of the log, and since when an agent has its
 * view is stored. Where the client cannot go on, it gets all rows, as a replacement.
 */
final class WatermelonPull {
    private static final int ROWS_A_PAGE = 500;
    private static final String REPLACEMENT = "replacement";

    private final Database database;
    private final GroupCommit writer;
    private final Pull pull;

    WatermelonPull(Database database, GroupCommit writer, Pull pull) {
        this.database = database;
        this.writer = writer;
        this.pull = pull;
    }

    /** A pull, and whether its view is to be stored. */
    private record Read(WatermelonChanges changes, String scope, boolean isNewScope) {}

    WatermelonChanges since(Caller caller, @Nullable Long lastPulledAt) {
        Read read = database.read(tx -> read(tx, caller, lastPulledAt));
        if (read.isNewScope()) {
            var _ =
                    writer.write(
                            tx -> {
                                WatermelonStore.keepScope(
                                        tx,
                                        caller.agent(),
                                        read.scope(),
                                        read.changes().timestamp());
                                return read.scope();
                            });
        }
        return read.changes();
    }

    private Read read(Tx tx, Caller caller, @Nullable Long since) {
        SyncScope scope = SyncScope.of(tx, caller, caller.agent());
        LogMeta log = LogMeta.read(tx);
        long head = ChangeLog.head(tx);
        boolean goesOn =
                since != null
                        && since >= log.floorSeq()
                        && since <= head
                        && WatermelonStore.hadScope(tx, caller.agent(), scope.hash(), since);
        Map<String, WatermelonChanges.Table> tables = new LinkedHashMap<>();
        for (SyncType type : SyncType.ALL) {
            SyncCursor from =
                    since != null && goesOn
                            ? new SyncCursor(type.name(), log.epoch(), scope.hash(), since, null)
                            : Pull.begin(tx, type, scope);
            Rows rows = new Rows();
            addAll(tx, type, scope, from, rows);
            if (since != null && goesOn) {
                addPushed(tx, type, scope, since, rows);
            }
            tables.put(type.name(), rows.table());
        }
        String strategy = since == null || goesOn ? null : REPLACEMENT;
        return new Read(new WatermelonChanges(tables, head, strategy), scope.hash(), !goesOn);
    }

    private void addAll(Tx tx, SyncType type, SyncScope scope, SyncCursor from, Rows rows) {
        SyncCursor cursor = from;
        boolean more = true;
        while (more) {
            SyncPage page = pull.page(tx, type, scope, cursor, ROWS_A_PAGE);
            rows.add(page);
            cursor = SyncCursor.read(page.cursor(), type.name());
            more = page.hasMore();
        }
    }

    /** WatermelonDB believes that all it pushed was taken as it was. */
    private void addPushed(Tx tx, SyncType type, SyncScope scope, long since, Rows rows) {
        Set<String> ids =
                new LinkedHashSet<>(
                        WatermelonStore.pushedSince(
                                tx, scope.viewer().agent(), type.entityType(), since));
        ids.removeAll(rows.updated.keySet());
        ids.removeAll(rows.deleted);
        if (!ids.isEmpty()) {
            rows.add(pull.only(tx, type, scope, ids));
        }
    }

    /** The rows of one table so far. */
    private static final class Rows {
        private final Map<String, ObjectNode> updated = new LinkedHashMap<>();
        private final Set<String> deleted = new LinkedHashSet<>();

        void add(SyncPage page) {
            for (SyncPage.Item item : page.data()) {
                ObjectNode record = item.record();
                if (record != null) {
                    updated.put(item.id(), RawRows.raw(record));
                    deleted.remove(item.id());
                }
            }
            for (SyncPage.Removed removed : page.removed()) {
                updated.remove(removed.id());
                deleted.add(removed.id());
            }
        }

        WatermelonChanges.Table table() {
            return new WatermelonChanges.Table(
                    List.of(), new ArrayList<>(updated.values()), new ArrayList<>(deleted));
        }
    }
}
