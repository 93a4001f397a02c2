package com.techbro24.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
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
        return open(url, Optional.empty());
    }

    /**
     * @param blank a file made by {@link #makeBlank}, of which a new file becomes a copy; one that
     *     is not there, or of another schema, is passed over
     */
    public static Database open(DatabaseUrl url, Optional<Path> blank) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> openSqlite(sqlite, blank);
            case DatabaseUrl.Postgres postgres -> openPostgres(postgres);
        };
    }

    /** Makes a file with the schema and nothing in it: to copy it is quicker than all the steps. */
    public static void makeBlank(Path blank) {
        apply(new Migrations(Dialect.SQLITE), blank);
    }

    private static Database openSqlite(DatabaseUrl.Sqlite url, Optional<Path> blank) {
        SqliteFile file = new SqliteFile(url.file());
        FileLock lock = file.lock();
        try {
            Migrations migrations = new Migrations(Dialect.SQLITE);
            boolean copied =
                    file.isNew() && blank.isPresent() && file.copy(blank.get(), migrations);
            if (!copied && !file.isCurrent(migrations)) {
                apply(migrations, url.file());
            }
            return new SqliteDatabase(url.file(), CONNECTIONS, lock);
        } catch (RuntimeException | Error e) {
            close(lock);
            throw e;
        }
    }

    private static void apply(Migrations migrations, Path file) {
        SQLiteConfig config = new SQLiteConfig();
        SqliteFile.keepTemporaryInMemory(config);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        migrations.apply(source, file.toString());
    }

    /** Gives a file's lock back. */
    static void close(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
