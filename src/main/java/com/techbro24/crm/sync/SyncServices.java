package com.techbro24.crm.sync;

import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Housekeeping;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the routes of sync have in common. */
public record SyncServices(
        Database database,
        Pull pull,
        Push push,
        FullSync full,
        SyncJournal journal,
        WatermelonPull watermelonPull,
        WatermelonPush watermelonPush) {
    private static final Duration RESOLVED_KEPT = Duration.ofDays(180);
    private static final int PURGED_AT_ONCE_MAX = 500;

    /** What is no longer needed, for the housekeeping. */
    public static final List<Housekeeping.Chore> CHORES =
            List.of(
                    MutationStore::purge,
                    SyncLogStore::purge,
                    WatermelonStore::purge,
                    (tx, now) ->
                            SyncConflictStore.purge(
                                    tx, now.minus(RESOLVED_KEPT), PURGED_AT_ONCE_MAX));

    public static SyncServices of(
            Database database,
            GroupCommit writer,
            CommandRunner runner,
            RowCommands commands,
            RowCatalog rows,
            ChangeReader reader,
            List<Reference> references,
            Clock clock) {
        Pull pull = new Pull(rows, reader, clock);
        SyncJournal journal = new SyncJournal(writer, runner, clock);
        Push push = new Push(writer, runner, new Mutations(rows, reader, runner, commands));
        return new SyncServices(
                database,
                pull,
                push,
                new FullSync(database, pull, references, journal, clock),
                journal,
                new WatermelonPull(database, writer, pull),
                new WatermelonPush(database, writer, pull, push, rows, commands, clock));
    }
}
