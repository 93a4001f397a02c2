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
 * PostgreSQL through a pool. A write transaction begins by taking an advisory lock, so that all
 * nodes write one after another, as they would on SQLite; group commit keeps that fast.
 */
final class PostgresDatabase implements Database {
    /** The one lock that a write transaction of this program holds: "crm" and a number. */
    static final long WRITER_LOCK = 0x63726d_0001L;

    private static final String CONNECT_SECONDS_MAX = "5";
    private static final String LOGIN_SECONDS_MAX = "8";
    private static final String SILENCE_SECONDS_MAX = "60";
    private static final int VALIDATION_MILLISECONDS_MAX = 3_000;

    /**
     * How long a node may do nothing inside a write transaction. One that stands still, or is cut
     * off, with the writer's lock in its hand stops all the others; after this the server ends its
     * transaction. A batch at work is never idle for so long, however slow its statements are.
     */
    private static final int WRITER_IDLE_MILLISECONDS_MAX = 4_000;

    private static final String BEGIN_WRITING =
            "SELECT set_config('idle_in_transaction_session_timeout', '"
                    + WRITER_IDLE_MILLISECONDS_MAX
                    + "', true), pg_advisory_xact_lock("
                    + WRITER_LOCK
                    + ")";

    /** By which the server notices within about 10 s that a node can't be reached. */
    static final String SERVER_KEEPALIVE =
            "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
                    + " -c tcp_user_timeout=10000";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private final Condition condition = new Condition();
    private final DatabaseUrl.Postgres url;
    private final HikariDataSource pool;
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();

    /** A connection while it is used. */
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
        // Its messages would hold the values of rows, which are people's names and numbers.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS_MAX);
        config.addDataSourceProperty("loginTimeout", LOGIN_SECONDS_MAX);
        config.setValidationTimeout(VALIDATION_MILLISECONDS_MAX);
        // Where the network swallows packets, those who wait are cut off by cutOff(). This ends
        // their silence where nobody listens, and is long because a statement may be slow.
        config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS_MAX);
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
    public Condition condition() {
        return condition;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        return reported(() -> readAgain(work));
    }

    private <T extends @Nullable Object> T reported(Supplier<T> read) {
        try {
            T result = read.get();
            condition.hasRead();
            return result;
        } catch (DatabaseException e) {
            condition.readFailed(e);
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
            // The server was started anew, say: a connection that was idle only tells by failing,
            // and where one was lost the others were too.
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

    /** The driver keeps its prepared statements itself, so this wrapper's are closed with it. */
    private static <T extends @Nullable Object> T run(Connection connection, Function<Tx, T> work) {
        Tx tx = new Tx(connection, Dialect.POSTGRESQL);
        try {
            return work.apply(tx);
        } finally {
            tx.forget();
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
        tx.keepNothing();
        PostgresWriting writing = new PostgresWriting(tx, lease);
        try {
            lease.connection.setAutoCommit(false);
            tx.execute(BEGIN_WRITING);
        } catch (SQLException e) {
            writing.giveBack();
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
    public AutoCloseable listen(String channel, Consumer<@Nullable String> heard) {
        return new PostgresListening(
                new PostgresServer(url).listeningSource(), channel, heard, this::cutOff);
    }

    /**
     * Ends what waits for an answer, since the server can't be reached: it would go on waiting long
     * after the network is back.
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
            giveBack();
        }

        @Override
        public void rollback() {
            try {
                tx.rollback();
            } finally {
                giveBack();
            }
        }

        void giveBack() {
            try (Lease closing = lease) {
                tx.forget();
            } catch (SQLException | DatabaseException e) {
                LOG.warn("a connection could not be given back: {}", e.getMessage());
            }
        }
    }
}
