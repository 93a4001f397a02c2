package com.techbro24.crm.database;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A database that is open: reads on a fair pool of read-only connections, and the one connection
 * that writes.
 */
public interface Database extends AutoCloseable {
    /** How long a read waits for a free connection. */
    Duration READ_WAIT_MAX = Duration.ofSeconds(10);

    Dialect dialect();

    /** Whether it works, as reads and writes found it. */
    Condition condition();

    /**
     * Runs {@code work} on a read-only connection; each statement sees what is committed by then.
     */
    <T extends @Nullable Object> T read(Function<Tx, T> work);

    /** Runs {@code work} in one read-only transaction: all its statements see the same state. */
    <T extends @Nullable Object> T snapshot(Function<Tx, T> work);

    /** Opens a write transaction that no other process can hold at the same time. */
    Writing beginWriting();

    /**
     * Tells {@code heard} what is announced on a channel ({@link Tx#announce}), and null now and
     * then, since an announcement may be lost. Where no other process can write nothing is told.
     */
    AutoCloseable listen(String channel, Consumer<@Nullable String> heard);

    @Override
    void close();

    /** A write transaction: ends with one of {@link #commit} and {@link #rollback}. */
    interface Writing {
        Tx tx();

        void commit();

        void rollback();
    }
}
