package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer. It takes all waiting work, runs it in one transaction, commits once, and then
 * answers. Answers are durable, and writes are fast because many share one disk sync.
 *
 * <p>Failed work leaves nothing behind and does not affect the other work. Most work fails before
 * it writes, so there is nothing to undo. If it had written, the batch restarts with a savepoint
 * for each work. Savepoints are not always used because they are expensive: SQLite copies each page
 * written under one, and flushes its text index at each; on PostgreSQL they are two round trips.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int BATCH_MAX = 256;
    private static final int QUEUE_MAX = 20_000;
    private static final int TRIES_MAX = 5;

    /** State that belongs to the whole batch. */
    public interface Batch {
        /** Called for each attempt, before any work. */
        void begin();

        /** The current position, read before each work. */
        int mark();

        /** Drops what failed work has added since {@code mark}. */
        void rollbackTo(int mark);

        /** Writes what the batch has collected. */
        void beforeCommit(Tx tx);

        void afterCommit(int works, Duration took);
    }

    private static final class Work<T extends @Nullable Object> {
        final Function<Tx, T> run;
        final CompletableFuture<T> answer = new CompletableFuture<>();
        @Nullable RuntimeException failure;
        @Nullable T result;

        Work(Function<Tx, T> run) {
            this.run = run;
        }

        @SuppressWarnings("NullAway") // the result is null only where T allows it
        void settle() {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(result);
            }
        }
    }

    /** Failed work had written without a savepoint, so the batch must restart with savepoints. */
    private static final class SavepointsNeeded extends RuntimeException {
        SavepointsNeeded() {
            super(null, null, false, false);
        }
    }

    private final Database database;
    private final Batch batch;
    private final BlockingQueue<Work<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Whether the commit of the current batch has started; after that its outcome is unknown on
     * failure.
     */
    private boolean committing;

    public GroupCommit(Database database, Batch batch) {
        this.database = database;
        this.batch = batch;
        // A platform thread: native calls would pin a virtual thread to its carrier.
        thread = Thread.ofPlatform().name("writer").start(this::run);
    }

    /** Runs {@code work} in a batch and waits until it is durable; rethrows its exception. */
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return await(submit(work));
    }

    /** Waits for submitted work; rethrows its exception. */
    public static <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    public <T extends @Nullable Object> CompletableFuture<T> submit(Function<Tx, T> work) {
        Work<T> waiting = new Work<>(work);
        if (closed) {
            waiting.answer.completeExceptionally(Problem.unavailable("The server is stopping."));
        } else if (!queue.offer(waiting)) {
            waiting.answer.completeExceptionally(
                    Problem.unavailable("Too many writes are queued; please try again."));
        } else if (!thread.isAlive()) {
            rejectQueued();
        }
        return waiting.answer;
    }

    /** Work queued while the writer ended would wait forever. */
    private void rejectQueued() {
        for (Work<?> left = queue.poll(); left != null; left = queue.poll()) {
            left.answer.completeExceptionally(Problem.unavailable("The server is stopping."));
        }
    }

    /** Number of queued writes. */
    public int waiting() {
        return queue.size();
    }

    private void run() {
        List<Work<?>> works = new ArrayList<>(BATCH_MAX);
        while (!closed || !queue.isEmpty()) {
            try {
                Work<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                works.add(first);
                queue.drainTo(works, BATCH_MAX - 1);
                database.health().batchBegins();
                commit(works);
                database.health().hasWritten();
            } catch (InterruptedException e) {
                closed = true;
            } catch (Problem problem) {
                failed(works, "the database is not answering", null);
            } catch (RuntimeException | Error e) {
                if (e instanceof DatabaseException cause && cause.isTransient()) {
                    failed(works, cause.reason(), cause);
                } else {
                    LOG.error("a batch failed", e);
                    failed(works, "internal error", null);
                }
            } finally {
                works.forEach(Work::settle);
                works.clear();
            }
        }
    }

    private void failed(List<Work<?>> works, String reason, @Nullable DatabaseException failure) {
        database.health().batchFailed(reason, failure);
        for (Work<?> work : works) {
            work.failure = Problem.unavailable("The write failed: " + reason + ".");
        }
    }

    /**
     * Commits the batch; retries it after a transient error (a lock, a connection lost before the
     * commit).
     */
    private void commit(List<Work<?>> works) {
        boolean withSavepoints = false;
        for (int attempt = 1; ; ) {
            try {
                tryCommit(works, withSavepoints);
                return;
            } catch (SavepointsNeeded e) {
                withSavepoints = true;
            } catch (DatabaseException e) {
                boolean passing =
                        e.isRetryable()
                                || e.isLostConnection() && !committing
                                || e.isEndedTransaction();
                if (!passing || attempt++ == TRIES_MAX) {
                    throw e;
                }
                LOG.info("a batch is retried: {}", e.getMessage());
            }
        }
    }

    /**
     * @param withSavepoints whether each work has its own savepoint
     */
    private void tryCommit(List<Work<?>> works, boolean withSavepoints) {
        long start = System.nanoTime();
        committing = false;
        Database.Writing writing = database.beginWriting();
        try {
            batch.begin();
            for (Work<?> work : works) {
                perform(writing.tx(), work, withSavepoints);
            }
            batch.beforeCommit(writing.tx());
            committing = true;
            writing.commit();
        } catch (RuntimeException | Error e) {
            try {
                writing.rollback();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        try {
            batch.afterCommit(works.size(), Duration.ofNanos(System.nanoTime() - start));
        } catch (RuntimeException e) {
            LOG.error("a batch is durable, but publishing it failed", e);
        }
    }

    private <T extends @Nullable Object> void perform(Tx tx, Work<T> work, boolean withSavepoints) {
        work.failure = null;
        int mark = batch.mark();
        long effects = tx.effects();
        if (withSavepoints) {
            tx.execute("SAVEPOINT work");
        }
        try {
            work.result = work.run.apply(tx);
        } catch (RuntimeException e) {
            if (e instanceof DatabaseException cause && cause.failsWholeBatch()) {
                throw cause;
            }
            if (e instanceof DatabaseException cause && cause.isDamage()) {
                database.health().damaged(cause);
            }
            work.failure = e;
            if (withSavepoints) {
                tx.rollbackTo("work");
            } else if (tx.effects() != effects) {
                throw new SavepointsNeeded();
            }
            batch.rollbackTo(mark);
        }
        if (withSavepoints) {
            tx.execute("RELEASE SAVEPOINT work");
        }
    }

    /** Accepts no new work and finishes the queue. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.join(Duration.ofSeconds(20))) {
                rejectQueued();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
