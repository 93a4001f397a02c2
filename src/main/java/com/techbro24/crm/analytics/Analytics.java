package com.techbro24.crm.analytics;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the facts of this node. They are loaded from the tables in the background, and then follow
 * the log. Whoever asks gets the facts of the newest change at that moment: what the follower has
 * not brought yet is read from the log first. So every answer contains every write that was
 * answered before, on whichever node.
 *
 * <p>Facts that cannot follow the log are dropped and loaded again.
 */
public final class Analytics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Analytics.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LOADING_WAIT_MAX = Duration.ofSeconds(2);
    private static final int CHANGES_AT_ONCE = 1_000;

    private final Database database;
    private final ChangeReader reader;
    private final AnalyticsRows rows;
    private final BackgroundLoop loading;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Condition loaded = lock.writeLock().newCondition();
    private @Nullable Facts facts;

    public Analytics(Database database, ChangeReader reader, AnalyticsRows rows, Clock clock) {
        this.database = database;
        this.reader = reader;
        this.rows = rows;
        this.loading = new BackgroundLoop("analytics", clock, LOOK_INTERVAL, this::loadIfNeeded);
    }

    /** Begins to load the facts. */
    public void start() {
        loading.start();
    }

    /** The follower that keeps the facts close to the head of the log. */
    public Follower follower() {
        return new Following();
    }

    private final class Following implements Follower.Live {
        @Override
        public String name() {
            return "analytics";
        }

        @Override
        public void follow(List<Change> changes) {
            lock.writeLock().lock();
            try {
                if (facts != null) {
                    follow(facts, changes);
                }
            } finally {
                lock.writeLock().unlock();
            }
        }

        private void follow(Facts kept, List<Change> changes) {
            List<Change> next =
                    changes.stream().filter(change -> change.seq() > kept.seq()).toList();
            if (!next.isEmpty() && next.getFirst().seq() == kept.seq() + 1) {
                apply(kept, next);
            } else if (!next.isEmpty()) {
                catchUp(kept);
            }
        }
    }

    private Instant loadIfNeeded() {
        lock.readLock().lock();
        try {
            if (facts != null) {
                return Instant.MAX;
            }
        } finally {
            lock.readLock().unlock();
        }
        long start = System.nanoTime();
        Facts fresh = database.snapshot(tx -> FactsLoading.load(tx, rows));
        lock.writeLock().lock();
        try {
            facts = fresh;
            catchUp(fresh);
            loaded.signalAll();
        } finally {
            lock.writeLock().unlock();
        }
        LOG.info(
                "analytics: {} calls, {} leads and {} stays in {} ms, {} KiB",
                fresh.calls().size(),
                fresh.leads().size(),
                fresh.leads().stays().size(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                fresh.bytes() / 1_024);
        return Instant.MAX;
    }

    /** Where the log is. */
    private record Head(String epoch, long seq) {}

    /**
     * What {@code question} finds in the facts of the newest change. Unavailable while they are
     * loaded.
     */
    <T> T ask(Function<Facts, T> question) {
        Head head = database.read(tx -> new Head(LogMeta.read(tx).epoch(), ChangeLog.head(tx)));
        lock.readLock().lock();
        try {
            Facts kept = facts;
            if (kept != null && kept.epoch().equals(head.epoch()) && kept.seq() >= head.seq()) {
                return question.apply(kept);
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            Facts kept = facts;
            if (kept != null && !kept.epoch().equals(head.epoch())) {
                drop();
            } else if (kept != null && kept.seq() < head.seq()) {
                catchUp(kept);
            }
            if (facts == null && !awaitLoading()) {
                throw loadingProblem();
            }
            return question.apply(Objects.requireNonNull(facts));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Waits a little for the facts; few rows are loaded within moments. */
    private boolean awaitLoading() {
        long left = LOADING_WAIT_MAX.toNanos();
        try {
            while (facts == null && left > 0) {
                left = loaded.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return facts != null;
    }

    /** Compares the facts with sums that plain SQL counts in the tables at the same seq. */
    CheckReport check(Instant now) {
        lock.writeLock().lock();
        try {
            return database.snapshot(tx -> check(tx, now));
        } finally {
            if (lock.isWriteLockedByCurrentThread()) {
                lock.writeLock().unlock();
            }
        }
    }

    /**
     * Holds the facts only until they are counted; the tables stay as they are in this snapshot.
     */
    private CheckReport check(Tx tx, Instant now) {
        Facts kept = facts;
        if (kept != null && !kept.epoch().equals(LogMeta.read(tx).epoch())) {
            drop();
        } else if (kept != null) {
            List<Change> next;
            do {
                next = reader.after(tx, kept.seq(), CHANGES_AT_ONCE);
                apply(kept, next);
            } while (!next.isEmpty() && kept.equals(facts));
        }
        if (kept == null || !kept.equals(facts)) {
            throw loadingProblem();
        }
        FactsCheck counted = FactsCheck.of(kept);
        AsOf asOf = new AsOf(kept.seq(), now);
        lock.writeLock().unlock();
        List<CheckReport.Difference> differences = counted.differencesFrom(FactsCheck.of(tx, rows));
        return new CheckReport(asOf, differences.isEmpty(), counted.groups(), differences);
    }

    private static Problem loadingProblem() {
        return Problem.unavailable("The figures are being loaded; ask again soon.");
    }

    /** Applies what the log has beyond the facts. */
    private void catchUp(Facts kept) {
        List<Change> next;
        do {
            next = database.read(tx -> reader.after(tx, kept.seq(), CHANGES_AT_ONCE));
            apply(kept, next);
        } while (next.size() == CHANGES_AT_ONCE && kept.equals(facts));
    }

    /**
     * Applies changes. A gap in their numbers means that the log began anew, or that a newer node
     * wrote a kind of change that this one does not know.
     */
    private void apply(Facts kept, List<Change> changes) {
        FactsChanges counted = new FactsChanges(kept);
        try {
            for (Change change : changes) {
                if (change.seq() != kept.seq() + 1) {
                    LOG.info("analytics: the log jumps to {}; loading again", change.seq());
                    drop();
                    return;
                }
                counted.apply(change);
            }
            if (kept.isInDoubt()) {
                database.<@Nullable Void>read(
                        tx -> {
                            kept.settle(tx, rows);
                            return null;
                        });
            }
        } catch (RuntimeException failure) {
            LOG.error("analytics: cannot follow change {}; loading again", kept.seq(), failure);
            drop();
        }
    }

    private void drop() {
        facts = null;
        loading.wake();
    }

    /** Drops the facts and loads them again. */
    void reload() {
        lock.writeLock().lock();
        try {
            drop();
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        loading.close();
    }
}
