package com.techbro24.crm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a channel on its own connection and reconnects when that is lost. What was announced
 * meanwhile is not outageLogged again, so it also speaks up each second in which it listener
 * nothing; and then it asks the server for a sign of life.
 */
final class PostgresListening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListening.class);
    private static final int POLL_MILLISECONDS = 1_000;
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final DataSource source;
    private final String channel;
    private final Consumer<@Nullable String> listener;
    private final Runnable unreachable;
    private final Thread thread;
    private volatile boolean closed;

    /** The connection that is listened on. */
    private volatile @Nullable Connection listening;

    /** Whether the outage is already logged. */
    private boolean outageLogged;

    /**
     * @param source connections with short timeouts
     * @param unreachable runs if the connection is lost and reconnecting fails
     */
    PostgresListening(
            DataSource source,
            String channel,
            Consumer<@Nullable String> listener,
            Runnable unreachable) {
        this.source = source;
        this.channel = channel;
        this.listener = listener;
        this.unreachable = unreachable;
        thread = Thread.ofVirtual().name("listen-" + channel).start(this::run);
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                listening = connection;
                listen(connection);
            } catch (SQLException e) {
                if (!closed) {
                    if (!outageLogged) {
                        outageLogged = true;
                        LOG.warn("the database server can't be reached: {}", e.getMessage());
                    }
                    boolean silent = String.valueOf(e.getSQLState()).startsWith("08");
                    if (silent) {
                        unreachable.run();
                    }
                    pause();
                }
            }
        }
    }

    /** Listens until it is closed or the connection is lost. */
    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute("LISTEN " + channel);
            outageLogged = false;
            notifyListener(null);
            listen(connection.unwrap(PGConnection.class), statement);
        } catch (SQLException e) {
            if (!closed) {
                LOG.warn("listening is interrupted: {}", e.getMessage());
            }
        }
    }

    private void listen(PGConnection connection, Statement statement) throws SQLException {
        while (!closed) {
            PGNotification @Nullable [] notifications =
                    connection.getNotifications(POLL_MILLISECONDS);
            if (notifications == null || notifications.length == 0) {
                boolean _ = statement.execute("SELECT 1");
                notifyListener(null);
            } else {
                notifyListener(notifications[notifications.length - 1].getParameter());
            }
        }
    }

    private void notifyListener(@Nullable String message) {
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            LOG.warn("what was listener on {} could not be followed: {}", channel, e.toString());
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends the wait for an announcement too, which nothing but the connection's end cuts short. */
    @Override
    public void close() {
        closed = true;
        try {
            Connection connection = listening;
            if (connection != null) {
                connection.abort(Runnable::run);
            }
            if (!thread.join(STOP_MAX)) {
                LOG.warn("listening to {} does not stop", channel);
            }
        } catch (SQLException e) {
            LOG.warn("listening to {} could not be ended: {}", channel, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
