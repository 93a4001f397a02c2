package com.techbro24.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import org.sqlite.SQLiteDataSource;

/** Opens a database by its URL and brings its schema up to this program's. */
public final class Databases {
    private static final int CONNECTIONS =
            Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private Databases() {}

    /**
     * @throws DatabaseRefused where it is not this program's, newer, damaged, open elsewhere or out
     *     of reach; it is then as it was before
     */
    public static Database open(DatabaseUrl url) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> openSqlite(sqlite);
            case DatabaseUrl.Postgres postgres -> openPostgres(postgres);
        };
    }

    private static Database openSqlite(DatabaseUrl.Sqlite url) {
        SqliteFile file = new SqliteFile(url.file());
        FileLock lock = file.lock();
        try {
            Migrations migrations = new Migrations(Dialect.SQLITE);
            if (!file.isCurrent(migrations)) {
                SQLiteDataSource source = new SQLiteDataSource();
                source.setUrl("jdbc:sqlite:" + url.file());
                migrations.apply(source, url.file().toString());
            }
            return new SqliteDatabase(url.file(), CONNECTIONS, lock);
        } catch (RuntimeException | Error fault) {
            close(lock);
            throw fault;
        }
    }

    /** Gives a file's lock back. */
    static void close(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Database openPostgres(DatabaseUrl.Postgres url) {
        PostgresServer server = new PostgresServer(url);
        Migrations migrations = new Migrations(Dialect.POSTGRESQL);
        if (!server.isCurrent(migrations)) {
            migrations.apply(server.source(), server.toString());
        }
        return new PostgresDatabase(url, CONNECTIONS + 2);
    }
}
