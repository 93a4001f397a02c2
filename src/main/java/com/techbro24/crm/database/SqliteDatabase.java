package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * SQLite in WAL mode: one write connection with {@code synchronous=FULL}, and a fair pool of
 * readers.
 */
final class SqliteDatabase implements Database {
    private static final int BUSY_MILLISECONDS_MAX = 10_000;

    /**
     * Per connection. At a commit SQLite walks all cached pages of the writer, so a larger cache
     * costs a busy writer more than it saves. Other pages are read from mapped memory.
     */
    private static final int CACHE_KIBIBYTES = 8_192;

    /**
     * A checkpoint after 32 MiB of write-ahead log: most pages change several times before it and
     * are written to the database once.
     */
    private static final int CHECKPOINT_PAGES = 8_000;

    private static final long MAP_BYTES = 1L << 30;

    private final DatabaseHealth health = new DatabaseHealth();
    private final Tx writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BlockingQueue<Tx> readers;
    private final List<Tx> connections = new ArrayList<>();
    private final FileLock lock;

    /**
     * @param lock the file lock; released on close
     */
    SqliteDatabase(Path file, int readerCount, FileLock lock) {
        this.lock = lock;
        try {
            writer = new Tx(withManualTransactions(connect(file, false)), Dialect.SQLITE);
            writer.clearCache();
            readers = new ArrayBlockingQueue<>(readerCount, true);
            for (int index = 0; index < readerCount; index++) {
                Tx reader = new Tx(connect(file, true), Dialect.SQLITE);
                connections.add(reader);
                readers.add(reader);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLISECONDS_MAX);
        config.setCacheSize(-CACHE_KIBIBYTES);
        SqliteFile.keepTemporaryInMemory(config);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(MAP_BYTES));
        config.enforceForeignKeys(true);
        // Otherwise each insert also prepares and runs a query for the generated key.
        config.setGetGeneratedKeys(false);
        // No connection is used by two threads at once, so SQLite's own locks are not needed.
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        if (readOnly) {
            config.setReadOnly(true);
        } else {
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.setOpenMode(SQLiteOpenMode.CREATE);
        }
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        if (!readOnly) {
            try (var statement = connection.createStatement()) {
                boolean _ = statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
                // Deleted data is overwritten in the file where that needs no extra write.
                boolean _ = statement.execute("PRAGMA secure_delete = FAST");
            }
        }
        return connection;
    }

    /**
     * Stops the driver from checking auto-commit after each statement: every statement here runs in
     * a transaction.
     */
    private static Connection withManualTransactions(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().setAutoCommit(false);
        return connection;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public DatabaseHealth health() {
        return health;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        Tx reader = take();
        try {
            T result = work.apply(reader);
            health.hasRead();
            return result;
        } catch (DatabaseException e) {
            health.readFailed(e);
            throw e;
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public <T extends @Nullable Object> T snapshot(Function<Tx, T> work) {
        return read(
                tx -> {
                    tx.execute("BEGIN DEFERRED");
                    try {
                        return work.apply(tx);
                    } finally {
                        tx.execute("COMMIT");
                    }
                });
    }

    private Tx take() {
        try {
            Tx reader = readers.poll(READ_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (reader == null) {
                throw Problem.unavailable("The database is busy; please try again.");
            }
            return reader;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
    }

    @Override
    public Writing beginWriting() {
        writing.lock();
        try {
            writer.execute("BEGIN IMMEDIATE");
        } catch (RuntimeException e) {
            writing.unlock();
            throw e;
        }
        return new Writing() {
            @Override
            public Tx tx() {
                return writer;
            }

            @Override
            public void commit() {
                writer.execute("COMMIT");
                writing.unlock();
            }

            @Override
            public void rollback() {
                try {
                    writer.execute("ROLLBACK");
                } finally {
                    writer.clearCache();
                    writing.unlock();
                }
            }
        };
    }

    @Override
    public AutoCloseable listen(String channel, Consumer<@Nullable String> listener) {
        return () -> {};
    }

    @Override
    public void close() {
        connections.forEach(Tx::close);
        writer.close();
        Databases.close(lock);
    }
}
