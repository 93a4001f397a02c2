package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL through a pool. A write transaction first takes an advisory lock, so that all nodes
 * write one after another, as on SQLite. Group commit keeps that fast.
 */
final class PostgresDatabase implements Database {
    /** The advisory lock of write transactions: "crm" and a number. */
    static final long WRITER_LOCK = 0x63726d_0001L;

    private static final String CONNECT_SECONDS_MAX = "5";
    private static final String LOGIN_SECONDS_MAX = "8";
    private static final String SOCKET_TIMEOUT_SECONDS = "60";
    private static final int VALIDATION_MILLISECONDS_MAX = 3_000;

    /**
     * How long a node may be idle inside a write transaction. A node that hangs or is disconnected
     * while it holds the writer lock blocks all others; after this time the server ends its
     * transaction. A working batch is never idle for so long, even with slow statements.
     */
    private static final int WRITER_IDLE_MILLISECONDS_MAX = 4_000;

    private static final String BEGIN_WRITING =
            "SELECT set_config('idle_in_transaction_session_timeout', '"
                    + WRITER_IDLE_MILLISECONDS_MAX
                    + "', true), pg_advisory_xact_lock("
                    + WRITER_LOCK
                    + ")";

    /** With these the server detects an unreachable node within about 10 s. */
    static final String SERVER_KEEPALIVE =
            "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
                    + " -c tcp_user_timeout=10000";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private final DatabaseHealth health = new DatabaseHealth();
    private final DatabaseUrl.Postgres url;
    private final HikariDataSource pool;
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();

    /** A connection in use. */
    private final class Lease implements AutoCloseable {
        final Connection connection;

        Lease() throws SQLException {
            connection = pool.getConnection();
            leases.add(this);
        }

        @Override
        public void close() throws SQLException {
            leases.remove(this);
            connection.close();
        }
    }

    PostgresDatabase(DatabaseUrl.Postgres url, int connections) {
        this.url = url;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(READ_WAIT_MAX.toMillis());
        config.setPoolName("crm");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "crm");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The details would contain values of rows, that is personal data.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS_MAX);
        config.addDataSourceProperty("loginTimeout", LOGIN_SECONDS_MAX);
        config.setValidationTimeout(VALIDATION_MILLISECONDS_MAX);
        // If the network drops packets, cutOff() aborts waiting connections. This timeout is the
        // fallback without a listener; it is long because a statement may be slow.
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        config.addDataSourceProperty(
                "options",
                "-c idle_in_transaction_session_timeout=15000 -c lock_timeout=15000 -c timezone=UTC "
                        + SERVER_KEEPALIVE);
        pool = new HikariDataSource(config);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public DatabaseHealth health() {
        return health;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        return reported(() -> readAgain(work));
    }

    private <T extends @Nullable Object> T reported(Supplier<T> read) {
        try {
            T result = read.get();
            health.hasRead();
            return result;
        } catch (DatabaseException e) {
            health.readFailed(e);
            throw e;
        }
    }

    private <T extends @Nullable Object> T readAgain(Function<Tx, T> work) {
        try {
            return readOnce(work);
        } catch (DatabaseException e) {
            if (!e.isLostConnection()) {
                throw e;
            }
            // The server may have restarted. An idle connection shows that only by failing, and the
            // others are lost too.
            pool.getHikariPoolMXBean().softEvictConnections();
            return readOnce(work);
        }
    }

    private <T extends @Nullable Object> T readOnce(Function<Tx, T> work) {
        try (Lease lease = new Lease()) {
            return run(lease.connection, work);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T snapshot(Function<Tx, T> work) {
        return reported(() -> snapshotOnce(work));
    }

    private <T extends @Nullable Object> T snapshotOnce(Function<Tx, T> work) {
        try (Lease lease = new Lease()) {
            Connection connection = lease.connection;
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return run(connection, work);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** The driver caches prepared statements itself, so the Tx's own are closed. */
    private static <T extends @Nullable Object> T run(Connection connection, Function<Tx, T> work) {
        Tx tx = new Tx(connection, Dialect.POSTGRESQL);
        try {
            return work.apply(tx);
        } finally {
            tx.closeStatements();
        }
    }

    @Override
    public Writing beginWriting() {
        Lease lease;
        try {
            lease = new Lease();
        } catch (SQLException e) {
            throw unavailable(e);
        }
        Tx tx = new Tx(lease.connection, Dialect.POSTGRESQL);
        tx.clearCache();
        PostgresWriting writing = new PostgresWriting(tx, lease);
        try {
            lease.connection.setAutoCommit(false);
            tx.execute(BEGIN_WRITING);
        } catch (SQLException e) {
            writing.release();
            throw new DatabaseException(e);
        } catch (RuntimeException e) {
            try {
                writing.rollback();
            } catch (DatabaseException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        return writing;
    }

    private static RuntimeException unavailable(SQLException failure) {
        return failure instanceof SQLTransientConnectionException
                ? Problem.unavailable("The database is not answering; please try again.")
                : new DatabaseException(failure);
    }

    @Override
    public AutoCloseable listen(String channel, Consumer<@Nullable String> listener) {
        return new PostgresListening(
                new PostgresServer(url).listeningSource(), channel, listener, this::cutOff);
    }

    /**
     * Aborts all connections in use, because the server is unreachable. They would wait long after
     * the network is back.
     */
    private void cutOff() {
        pool.getHikariPoolMXBean().softEvictConnections();
        for (Lease lease : leases) {
            try {
                lease.connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection was closed already", e);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private record PostgresWriting(Tx tx, Lease lease) implements Writing {
        @Override
        public void commit() {
            try {
                tx.commit();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
            release();
        }

        @Override
        public void rollback() {
            try {
                tx.rollback();
            } finally {
                release();
            }
        }

        void release() {
            try (Lease closing = lease) {
                tx.closeStatements();
            } catch (SQLException | DatabaseException e) {
                LOG.warn("a connection could not be released: {}", e.getMessage());
            }
        }
    }
}
