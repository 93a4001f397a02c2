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
 * The one place that writes. It takes all the work that waits, runs it in one transaction, commits
 * once, and only then answers: durable, and fast because many share one sync of the disk.
 *
 * <p>What fails leaves nothing behind and takes none of the others with it. Nearly all that fails
 * does so before it has written anything, and then there is nothing to undo. Where it had written,
 * the batch begins anew with each work under a savepoint of its own. To have those always is dear:
 * SQLite copies each page that is written under one, and flushes its text index at each; on
 * PostgreSQL they are two round trips.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int BATCH_MAX = 256;
    private static final int QUEUE_MAX = 20_000;
    private static final int TRIES_MAX = 5;

    /** What belongs to a whole batch: it is told before the commit, and how the batch ended. */
    public interface Batch {
        /** Once for each try, before any work. */
        void begin();

        /** How much the batch's work has left so far; asked before each piece of work. */
        int mark();

        /** Drops what was left since {@code mark}, by work that failed. */
        void dropSince(int mark);

        /** Writes what the batch's work has left to be written. */
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

        @SuppressWarnings("NullAway") // the result of a work that may be null is null here too
        void settle() {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(result);
            }
        }
    }

    /** A work failed that had written, without a savepoint to go back to. */
    private static final class HalfDone extends RuntimeException {
        HalfDone() {
            super(null, null, false, false);
        }
    }

    private final Database database;
    private final Batch batch;
    private final BlockingQueue<Work<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private volatile boolean closed;

    /** Whether the batch under way has come to its commit, after which nobody knows its end. */
    private boolean committing;

    public GroupCommit(Database database, Batch batch) {
        this.database = database;
        this.batch = batch;
        // A platform thread: native calls would pin a virtual thread to its carrier.
        thread = Thread.ofPlatform().name("writer").start(this::run);
    }

    /**
     * Runs {@code work} in a batch and waits until it is durable; what it throws is thrown here.
     */
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return await(submit(work));
    }

    /** Waits for what was submitted; what it throws is thrown here. */
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
                    Problem.unavailable("Too much waits to be written; please try again."));
        } else if (!thread.isAlive()) {
            refuseTheRest();
        }
        return waiting.answer;
    }

    /** What came in while the writer ended would wait for ever. */
    private void refuseTheRest() {
        for (Work<?> left = queue.poll(); left != null; left = queue.poll()) {
            left.answer.completeExceptionally(Problem.unavailable("The server is stopping."));
        }
    }

    /** How much work waits. */
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
                database.condition().batchBegins();
                commit(works);
                database.condition().hasWritten();
            } catch (InterruptedException e) {
                closed = true;
            } catch (Problem problem) {
                failed(works, "the database is not answering", null);
            } catch (RuntimeException | Error e) {
                if (e instanceof DatabaseException cause && cause.isOfTheMoment()) {
                    failed(works, cause.reason(), cause);
                } else {
                    LOG.error("a batch failed", e);
                    failed(works, "something went wrong on our side", null);
                }
            } finally {
                works.forEach(Work::settle);
                works.clear();
            }
        }
    }

    private void failed(List<Work<?>> works, String reason, @Nullable DatabaseException failure) {
        database.condition().batchFailed(reason, failure);
        for (Work<?> work : works) {
            work.failure =
                    Problem.unavailable("The write could not be made durable: " + reason + ".");
        }
    }

    /**
     * Commits the whole batch; one that meets a passing fault (a lock, a lost connection before
     * commit) is tried again.
     */
    private void commit(List<Work<?>> works) {
        boolean guarded = false;
        for (int attempt = 1; ; ) {
            try {
                tryCommit(works, guarded);
                return;
            } catch (HalfDone e) {
                guarded = true;
            } catch (DatabaseException e) {
                boolean passing =
                        e.isPassing()
                                || e.isLostConnection() && !committing
                                || e.isEndedTransaction();
                if (!passing || attempt++ == TRIES_MAX) {
                    throw e;
                }
                LOG.info("a batch is tried again: {}", e.getMessage());
            }
        }
    }

    /**
     * @param guarded whether each work has a savepoint of its own
     */
    private void tryCommit(List<Work<?>> works, boolean guarded) {
        long start = System.nanoTime();
        committing = false;
        Database.Writing writing = database.beginWriting();
        try {
            batch.begin();
            for (Work<?> work : works) {
                perform(writing.tx(), work, guarded);
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
            LOG.error("a batch is durable, but telling of it failed", e);
        }
    }

    private <T extends @Nullable Object> void perform(Tx tx, Work<T> work, boolean guarded) {
        work.failure = null;
        int mark = batch.mark();
        long traces = tx.traces();
        if (guarded) {
            tx.execute("SAVEPOINT work");
        }
        try {
            work.result = work.run.apply(tx);
        } catch (RuntimeException e) {
            if (e instanceof DatabaseException cause && cause.isOfTheBatch()) {
                throw cause;
            }
            if (e instanceof DatabaseException cause && cause.isDamage()) {
                database.condition().damaged(cause);
            }
            work.failure = e;
            if (guarded) {
                tx.rollbackTo("work");
            } else if (tx.traces() != traces) {
                throw new HalfDone();
            }
            batch.dropSince(mark);
        }
        if (guarded) {
            tx.execute("RELEASE SAVEPOINT work");
        }
    }

    /** Takes no new work, finishes what waits. */
    @Override
    public void close() {
        closed = true;
        try {
            if (thread.join(Duration.ofSeconds(20))) {
                refuseTheRest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
