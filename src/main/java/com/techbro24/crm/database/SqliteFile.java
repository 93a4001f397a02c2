package com.techbro24.crm.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.core.DB;

/**
 * Locks a database file against a second process and checks it without writing, before it is
 * opened.
 */
final class SqliteFile {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PROGRESS_STEPS = 100_000;

    /** Maximum time to check a file after a clean shutdown. */
    private static final Duration CHECK_MAX = Duration.ofMillis(250);

    /** The same after a crash, when damage is more likely. */
    private static final Duration CHECK_AFTER_CRASH_MAX = Duration.ofSeconds(2);

    private final Path file;

    SqliteFile(Path file) {
        this.file = file;
    }

    /**
     * Locks the file for this process. The operating system releases the lock when the process
     * ends. It is on a separate file, because closing any handle of the database file would drop
     * SQLite's locks.
     */
    FileLock lock() {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new DatabaseInUseException(
                        file + " is open in another server process; stop that one first.");
            }
            return lock;
        } catch (IOException e) {
            throw new DatabaseOpenException(file + " can't be opened for writing: " + reason(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * For every connection: otherwise SQLite needs a folder for temporary files, which may not
     * exist on a read-only root.
     */
    static void keepTemporaryInMemory(SQLiteConfig config) {
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    }

    /** Whether the file is missing or empty. */
    boolean isNew() {
        try {
            return !Files.exists(file) || Files.size(file) == 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Copies a file with the current schema by SQLite's backup: all or nothing, and durable. False
     * if the other file is missing or has another schema.
     */
    boolean copy(Path other, Migrations migrations) {
        try {
            if (!new SqliteFile(other).isCurrent(migrations)) {
                return false;
            }
        } catch (DatabaseOpenException damaged) {
            LOG.debug("{} is ignored", other, damaged);
            return false;
        }
        SQLiteConfig config = new SQLiteConfig();
        keepTemporaryInMemory(config);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file)) {
            int code =
                    connection
                            .unwrap(SQLiteConnection.class)
                            .getDatabase()
                            .restore("main", other.toString(), null);
            if (code != SQLiteErrorCode.SQLITE_OK.code) {
                throw DB.newSQLException(code, "the template database could not be copied");
            }
            return true;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Whether the file has the current schema; throws if it must not be opened. */
    boolean isCurrent(Migrations migrations) {
        if (isNew()) {
            return false;
        }
        try {
            checkHeader();
        } catch (IOException e) {
            throw unreadable(e);
        }
        try (Connection connection = inspect()) {
            Tx tx = new Tx(connection, Dialect.SQLITE);
            List<String> tables =
                    tx.list("SELECT name FROM sqlite_schema WHERE type = 'table'", Row::text);
            if (!tables.isEmpty() && !tables.contains(Migrations.HISTORY_TABLE)) {
                throw new DatabaseOpenException(
                        file + " is an SQLite database of another program.");
            }
            check(connection);
            return !tables.isEmpty() && migrations.isUpToDate(tx, file.toString());
        } catch (SQLException e) {
            throw refused(e);
        } catch (DatabaseException e) {
            throw e.getCause() instanceof SQLException cause ? refused(cause) : e;
        }
    }

    private void checkHeader() throws IOException {
        byte[] start;
        try (var bytes = Files.newInputStream(file)) {
            start = bytes.readNBytes(MAGIC.length);
        }
        if (!Arrays.equals(start, MAGIC)) {
            throw new DatabaseOpenException(file + " is not an SQLite database.");
        }
        if (!Files.isWritable(file)) {
            throw new DatabaseOpenException(file + " can't be written by this user.");
        }
    }

    /** A read-only connection; closing it does not checkpoint the write-ahead log. */
    private Connection inspect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        keepTemporaryInMemory(config);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private void check(Connection connection) throws SQLException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        long time = (Files.exists(log) ? CHECK_AFTER_CRASH_MAX : CHECK_MAX).toNanos();
        long start = System.nanoTime();
        ProgressHandler.setHandler(
                connection,
                PROGRESS_STEPS,
                new ProgressHandler() {
                    @Override
                    protected int progress() {
                        return System.nanoTime() - start > time ? 1 : 0;
                    }
                });
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (result.next() && !"ok".equals(result.getString(1))) {
                throw damaged(result.getString(1));
            }
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
            LOG.info("{} is large; only a part of it was checked", file);
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    private DatabaseOpenException refused(SQLException failure) {
        return failure instanceof SQLiteException cause
                ? switch (cause.getResultCode()) {
                    case SQLITE_NOTADB ->
                            new DatabaseOpenException(file + " is not an SQLite database.", cause);
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                            new DatabaseOpenException(
                                    file + " is locked by another program.", cause);
                    default -> damaged(String.valueOf(cause.getMessage()));
                }
                : damaged(String.valueOf(failure.getMessage()));
    }

    private DatabaseOpenException damaged(String what) {
        String line = what.strip().replaceAll("\\s*\\R\\s*", " ");
        return new DatabaseOpenException(
                file
                        + " is damaged ("
                        + line
                        + "); restore a backup, or recover it with .recover.");
    }

    private DatabaseOpenException unreadable(IOException failure) {
        return new DatabaseOpenException(file + " can't be read: " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.AccessDeniedException
                ? "permission denied."
                : String.valueOf(failure.getMessage());
    }
}
