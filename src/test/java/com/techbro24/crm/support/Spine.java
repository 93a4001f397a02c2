package com.techbro24.crm.support;

import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Row;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/**
 * The spine put together over a database, as one process of the program has it. Two of them over
 * one PostgreSQL are two nodes.
 */
public record Spine(
        DatabaseUrl url,
        Database database,
        ChangeReader reader,
        ChangeFeed feed,
        ChangeLog log,
        GroupCommit writer,
        CommandCatalog catalog,
        CommandRunner runner,
        TestClock clock,
        SimpleMeterRegistry metrics,
        Crashes crashes)
        implements AutoCloseable {
    /** The kind of change that tests give to rows of their own. */
    public static final ChangeKind MADE = ChangeKind.of("thing.made");

    private static final ChangeKinds KINDS =
            new ChangeKinds(Stream.concat(RoomKinds.ALL.all().stream(), Stream.of(MADE)).toList());

    /** Over a database of its own. */
    public static Spine open(TestDatabase kind) {
        return open(kind.fresh());
    }

    public static Spine open(DatabaseUrl url) {
        return open(url, new TestClock());
    }

    public static Spine open(DatabaseUrl url, TestClock clock) {
        Database database = Databases.open(url);
        ChangeReader reader = new ChangeReader(KINDS);
        ChangeFeed feed = new ChangeFeed(database, reader);
        ChangeLog log = new ChangeLog(feed, (works, changes, took) -> {});
        GroupCommit writer = new GroupCommit(database, log);
        CommandCatalog catalog = new CommandCatalog();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        CommandRunner runner = new CommandRunner(catalog, writer, log, clock, metrics);
        return new Spine(
                url,
                database,
                reader,
                feed,
                log,
                writer,
                catalog,
                runner,
                clock,
                metrics,
                new Crashes());
    }

    /** Adds a room's commands; each is a step of {@link #crashes}. */
    public <F extends Command> Spine with(
            Handler<F> handler, List<CommandType<? extends F>> types) {
        catalog.add(crashes.after(handler), types);
        return this;
    }

    /** The first column of all rows, as text. */
    public List<String> texts(String sql, Object... values) {
        return database.read(tx -> tx.list(sql, Row::text, values));
    }

    public long count(String sql, Object... values) {
        return database.<Long>read(tx -> tx.count(sql, values));
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
