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
 * A file that is to be opened as this program's database: locked against a second process, looked
 * at without a write, and refused where something is wrong with it.
 */
final class SqliteFile {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PROGRESS_STEPS = 100_000;

    /** How long a file is looked through whose last process ended in good order. */
    private static final Duration CHECK_MAX = Duration.ofMillis(250);

    /** The same after a crash, when damage is likelier and a person rather waits. */
    private static final Duration CHECK_AFTER_CRASH_MAX = Duration.ofSeconds(2);

    private final Path file;

    SqliteFile(Path file) {
        this.file = file;
    }

    /**
     * Takes the file for this process. The system gives the lock back when the process ends,
     * however it ends. It lies on a file of its own, since closing any handle of the database's own
     * file would drop the locks of SQLite's.
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
                throw new DatabaseRefused(
                        file + " is open in another process of this program; stop that one first.");
            }
            return lock;
        } catch (IOException e) {
            throw new DatabaseRefused(file + " can't be opened for writing: " + reason(e), e);
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
     * For every connection: SQLite would else need a folder for temporary files, which is not there
     * where only the data's folder can be written.
     */
    static void keepTemporaryInMemory(SQLiteConfig config) {
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    }

    /** Whether there is nothing yet. */
    boolean isNew() {
        try {
            return !Files.exists(file) || Files.size(file) == 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Makes a new file a copy of one with this program's schema, by SQLite's own backup: all of it
     * or nothing, and on the disk. False where the other is not there or does not fit.
     */
    boolean copy(Path other, Migrations migrations) {
        try {
            if (!new SqliteFile(other).isCurrent(migrations)) {
                return false;
            }
        } catch (DatabaseRefused damaged) {
            LOG.debug("{} is passed over", other, damaged);
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
                throw DB.newSQLException(code, "the blank database could not be copied");
            }
            return true;
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** Whether the file has all of this program's schema; refused where it must not be opened. */
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
                throw new DatabaseRefused(
                        file + " is an SQLite database, but not one of this program's.");
            }
            check(connection);
            return !tables.isEmpty() && migrations.areIn(tx, file.toString());
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
            throw new DatabaseRefused(file + " is not an SQLite database.");
        }
        if (!Files.isWritable(file)) {
            throw new DatabaseRefused(file + " can't be written by this user.");
        }
    }

    /** A connection that writes nothing, and whose end does not move the log into the file. */
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

    private DatabaseRefused refused(SQLException failure) {
        return failure instanceof SQLiteException cause
                ? switch (cause.getResultCode()) {
                    case SQLITE_NOTADB ->
                            new DatabaseRefused(file + " is not an SQLite database.", cause);
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                            new DatabaseRefused(file + " is locked by another program.", cause);
                    default -> damaged(String.valueOf(cause.getMessage()));
                }
                : damaged(String.valueOf(failure.getMessage()));
    }

    private DatabaseRefused damaged(String what) {
        String line = what.strip().replaceAll("\\s*\\R\\s*", " ");
        return new DatabaseRefused(
                file
                        + " is damaged ("
                        + line
                        + "); restore a backup, or a copy of it by .recover.");
    }

    private DatabaseRefused unreadable(IOException failure) {
        return new DatabaseRefused(file + " can't be read: " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.AccessDeniedException
                ? "this user may not."
                : String.valueOf(failure.getMessage());
    }
}
