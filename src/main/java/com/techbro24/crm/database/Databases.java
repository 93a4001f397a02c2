package com.techbro24.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens a database by its URL and migrates its schema. */
public final class Databases {
    private static final int CONNECTIONS =
            Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private Databases() {}

    /**
     * @throws DatabaseOpenException if it belongs to another program, is newer, damaged, locked or
     *     unreachable; it is then unchanged
     */
    public static Database open(DatabaseUrl url) {
        return open(url, Optional.empty());
    }

    /**
     * @param blank a file made by {@link #createTemplate}, copied to a new file; ignored if it is
     *     missing or has another schema
     */
    public static Database open(DatabaseUrl url, Optional<Path> template) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> openSqlite(sqlite, template);
            case DatabaseUrl.Postgres postgres -> openPostgres(postgres);
        };
    }

    /** Creates an empty file with the schema; copying it is faster than running all migrations. */
    public static void createTemplate(Path template) {
        apply(new Migrations(Dialect.SQLITE), template);
    }

    private static Database openSqlite(DatabaseUrl.Sqlite url, Optional<Path> template) {
        SqliteFile file = new SqliteFile(url.file());
        FileLock lock = file.lock();
        try {
            Migrations migrations = new Migrations(Dialect.SQLITE);
            boolean copied =
                    file.isNew() && template.isPresent() && file.copy(template.get(), migrations);
            if (!copied && !file.isCurrent(migrations)) {
                apply(migrations, url.file());
            }
            return new SqliteDatabase(url.file(), CONNECTIONS, lock);
        } catch (RuntimeException | Error e) {
            close(lock);
            throw e;
        }
    }

    /**
     * Runs one short transaction on a file that a server has open. It must not touch what that
     * server keeps in memory, such as the log.
     *
     * @throws DatabaseOpenException if the file has another schema than this program
     */
    public static <T> T besideServer(DatabaseUrl.Sqlite url, Function<Tx, T> work) {
        if (!new SqliteFile(url.file()).isCurrent(new Migrations(Dialect.SQLITE))) {
            throw new DatabaseOpenException(
                    url.file() + " has the schema of another version of this program.");
        }
        try (Connection connection = SqliteDatabase.connect(url.file(), false)) {
            Tx tx = new Tx(connection, Dialect.SQLITE);
            connection.setAutoCommit(false);
            T result = work.apply(tx);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void apply(Migrations migrations, Path file) {
        SQLiteConfig config = new SQLiteConfig();
        SqliteFile.keepTemporaryInMemory(config);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        migrations.apply(source, file.toString());
    }

    /** Releases a file lock. */
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
