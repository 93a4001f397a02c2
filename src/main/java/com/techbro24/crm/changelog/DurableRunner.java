package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a durable follower. Its cursor is read again in the transaction that advances it, and write
 * transactions of all nodes are serialised. So the first node does the work, and the others see
 * that it is done.
 */
final class DurableRunner extends FollowerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DurableRunner.class);
    private static final int CHANGES_AT_ONCE_MAX = 100;

    /** The stored cursor may lag by this many irrelevant changes, to save writes. */
    private static final int CURSOR_LAG_MAX = 1_000;

    private final Follower.Durable follower;
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final Counter failures;
    private final Counter deadLetters;
    private final Followers.RetryPolicy retryPolicy;
    private long storedCursor;
    private int failuresInARow;

    /** Up to this seq changes run one by one, because a batch of them failed. */
    private long oneByOneUntil;

    DurableRunner(
            Follower.Durable follower,
            ChangeFeed feed,
            Database database,
            GroupCommit writer,
            Clock clock,
            MeterRegistry metrics,
            Followers.RetryPolicy retryPolicy) {
        super(follower.name(), follower.kinds(feed.kinds()), feed, begin(follower, writer));
        this.follower = follower;
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.failures = failures(follower, metrics);
        this.deadLetters =
                Counter.builder("crm.follower.parked")
                        .description("Dead-lettered changes of a follower")
                        .tag("follower", follower.name())
                        .register(metrics);
        this.retryPolicy = retryPolicy;
        this.storedCursor = position();
    }

    static Counter failures(Follower follower, MeterRegistry metrics) {
        return Counter.builder("crm.follower.failures")
                .description("Failures of a follower, each attempt counted")
                .tag("follower", follower.name())
                .register(metrics);
    }

    private static long begin(Follower.Durable follower, GroupCommit writer) {
        return writer.write(
                tx -> {
                    long first = follower.startsWithOldest() ? 0 : ChangeLog.head(tx);
                    FollowerStore.begin(tx, follower.name(), first);
                    return FollowerStore.cursor(tx, follower.name());
                });
    }

    @Override
    String name() {
        return follower.name();
    }

    @Override
    void processNext() {
        int most = position() < oneByOneUntil ? 1 : CHANGES_AT_ONCE_MAX;
        ChangeFeed.NewChanges news = feed().after(position(), most);
        List<Change> changes = news.changes();
        long last = news.upTo();
        if (last <= position()) {
            return;
        }
        List<Change> relevant = follower.relevant(changes);
        if (relevant.isEmpty() && last - storedCursor < CURSOR_LAG_MAX) {
            moveTo(last);
            return;
        }
        long reached = database.<Long>read(tx -> FollowerStore.cursor(tx, name()));
        if (reached >= last) {
            advanceTo(last); // another node was faster
            return;
        }
        try {
            long _ = writer.write(tx -> follow(tx, relevant, last));
            advanceTo(last);
        } catch (RuntimeException e) {
            failed(changes, e);
        }
    }

    private long follow(Tx tx, List<Change> relevant, long last) {
        long cursor = FollowerStore.cursor(tx, name());
        for (Change change : relevant) {
            if (change.seq() > cursor) {
                follower.follow(tx, change);
            }
        }
        FollowerStore.advance(tx, name(), last);
        return cursor;
    }

    private void advanceTo(long seq) {
        moveTo(seq);
        storedCursor = seq;
        failuresInARow = 0;
    }

    private void failed(List<Change> changes, RuntimeException error) {
        failures.increment();
        if (DatabaseException.isOutage(error)) {
            LOG.warn("{} waits: {}", name(), error.getMessage());
            pause(retryPolicy.longestDelay());
            return;
        }
        if (changes.size() > 1) {
            oneByOneUntil = changes.getLast().seq();
            return;
        }
        failuresInARow++;
        if (changes.isEmpty()) {
            LOG.warn("{} can't store its cursor: {}", name(), error.toString());
            pause(retryPolicy.after(failuresInARow));
            return;
        }
        Change change = changes.getFirst();
        LOG.warn(
                "{} failed on change {} ({}), attempt {}: {}",
                name(),
                change.seq(),
                change.kind().wireName(),
                failuresInARow,
                error.toString());
        if (failuresInARow < retryPolicy.maxAttempts()) {
            pause(retryPolicy.after(failuresInARow));
        } else {
            deadLetter(change, error);
        }
    }

    private void deadLetter(Change change, RuntimeException error) {
        try {
            boolean done =
                    writer.write(
                            tx -> {
                                if (FollowerStore.cursor(tx, name()) >= change.seq()) {
                                    return false;
                                }
                                FollowerStore.deadLetter(
                                        tx,
                                        name(),
                                        change.seq(),
                                        error.toString(),
                                        clock.instant());
                                FollowerStore.advance(tx, name(), change.seq());
                                return true;
                            });
            if (done) {
                deadLetters.increment();
                LOG.error("{} has dead-lettered change {}", name(), change.seq(), error);
            }
            advanceTo(change.seq());
        } catch (RuntimeException second) {
            LOG.warn("{} can't dead-letter change {}: {}", name(), change.seq(), second.toString());
            pause(retryPolicy.longestDelay());
        }
    }
}
