package com.techbro24.crm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to a channel on a connection of its own, and makes another when that is lost. What was
 * announced meanwhile is not told again, so it also speaks up each second in which it heard
 * nothing.
 */
final class PostgresListening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresListening.class);
    private static final int POLL_MILLISECONDS = 1_000;
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final DataSource source;
    private final String channel;
    private final Consumer<@Nullable String> heard;
    private final Thread thread;
    private volatile boolean closed;

    PostgresListening(DataSource source, String channel, Consumer<@Nullable String> heard) {
        this.source = source;
        this.channel = channel;
        this.heard = heard;
        thread = Thread.ofVirtual().name("listen-" + channel).start(this::run);
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                try (var statement = connection.createStatement()) {
                    boolean _ = statement.execute("LISTEN " + channel);
                }
                tell(null);
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException fault) {
                if (!closed) {
                    LOG.warn("listening is interrupted: {}", fault.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification @Nullable [] notifications =
                    connection.getNotifications(POLL_MILLISECONDS);
            if (notifications == null || notifications.length == 0) {
                tell(null);
            } else {
                tell(notifications[notifications.length - 1].getParameter());
            }
        }
    }

    private void tell(@Nullable String message) {
        try {
            heard.accept(message);
        } catch (RuntimeException fault) {
            LOG.warn("what was heard on {} could not be followed: {}", channel, fault.toString());
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException fault) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(STOP_MAX)) {
                LOG.warn("listening to {} does not stop", channel);
            }
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }
}
