package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private static final String SILENCE_SECONDS_MAX = "60";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    private final DatabaseUrl.Postgres url;
    private final HikariDataSource pool;

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
        // Behind a network that swallows packets, silence must end some day too.
        config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS_MAX);
        // A node that hangs with the writer's lock in its hand would stop all the others.
        config.addDataSourceProperty(
                "options",
                "-c idle_in_transaction_session_timeout=15000 -c lock_timeout=15000 -c timezone=UTC");
        pool = new HikariDataSource(config);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        try {
            return readOnce(work);
        } catch (DatabaseFault fault) {
            if (!fault.isLostConnection()) {
                throw fault;
            }
            // The server was started anew, say: a connection that was idle only tells by failing,
            // and where one was lost the others were too.
            pool.getHikariPoolMXBean().softEvictConnections();
            return readOnce(work);
        }
    }

    private <T extends @Nullable Object> T readOnce(Function<Tx, T> work) {
        try (Connection connection = pool.getConnection()) {
            return run(connection, work);
        } catch (SQLException fault) {
            throw unavailable(fault);
        }
    }

    @Override
    public <T extends @Nullable Object> T snapshot(Function<Tx, T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return run(connection, work);
            } finally {
                connection.rollback();
            }
        } catch (SQLException fault) {
            throw unavailable(fault);
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
        Connection connection;
        try {
            connection = pool.getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException fault) {
            throw unavailable(fault);
        }
        Tx tx = new Tx(connection, Dialect.POSTGRESQL);
        tx.keepNothing();
        PostgresWriting writing = new PostgresWriting(tx);
        try {
            tx.execute("SELECT pg_advisory_xact_lock(" + WRITER_LOCK + ")");
        } catch (RuntimeException fault) {
            try {
                writing.rollback();
            } catch (DatabaseFault second) {
                fault.addSuppressed(second);
            }
            throw fault;
        }
        return writing;
    }

    private static RuntimeException unavailable(SQLException fault) {
        return fault instanceof SQLTransientConnectionException
                ? Problem.unavailable("The database is not answering; please try again.")
                : new DatabaseFault(fault);
    }

    @Override
    public AutoCloseable listen(String channel, Consumer<@Nullable String> heard) {
        return new PostgresListening(new PostgresServer(url).source(), channel, heard);
    }

    @Override
    public void close() {
        pool.close();
    }

    private record PostgresWriting(Tx tx) implements Writing {
        @Override
        public void commit() {
            try {
                tx.commit();
            } catch (SQLException fault) {
                throw new DatabaseFault(fault);
            }
            try {
                tx.close();
            } catch (DatabaseFault fault) {
                LOG.warn("a connection could not be given back: {}", fault.getMessage());
            }
        }

        @Override
        public void rollback() {
            try {
                tx.rollback();
            } finally {
                tx.close();
            }
        }
    }
}
