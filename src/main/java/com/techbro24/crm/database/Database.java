package com.techbro24.crm.database;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An open database: a fair pool of read-only connections, and one write connection. */
public interface Database extends AutoCloseable {
    /** How long a read waits for a free connection. */
    Duration READ_WAIT_MAX = Duration.ofSeconds(10);

    Dialect dialect();

    /** Whether it works, from the results of reads and writes. */
    DatabaseHealth health();

    /**
     * Runs {@code work} on a read-only connection; each statement sees what is committed when it
     * starts.
     */
    <T extends @Nullable Object> T read(Function<Tx, T> work);

    /** Runs {@code work} in one read-only transaction: all its statements see the same state. */
    <T extends @Nullable Object> T snapshot(Function<Tx, T> work);

    /** Opens a write transaction that no other process can hold at the same time. */
    Writing beginWriting();

    /**
     * Passes messages on a channel ({@link Tx#announce}) to {@code listener}, and null from time to
     * time, because a message may be lost. Does nothing where no other process can write.
     */
    AutoCloseable listen(String channel, Consumer<@Nullable String> listener);

    @Override
    void close();

    /** A write transaction: ends with one of {@link #commit} and {@link #rollback}. */
    interface Writing {
        Tx tx();

        void commit();

        void rollback();
    }
}
