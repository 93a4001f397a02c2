package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Problem;
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
 * A durable follower at work. Its cursor is read again in the transaction that moves it, and all
 * such transactions run one after another over all nodes; so whichever node comes first does the
 * work, and the others find it done.
 */
final class DurableFollowing extends Following {
    private static final Logger LOG = LoggerFactory.getLogger(DurableFollowing.class);
    private static final int CHANGES_AT_ONCE_MAX = 100;

    /** How many changes that do not concern it may pass before that is written down. */
    private static final int UNWRITTEN_MAX = 1_000;

    private final Follower.Durable follower;
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final Counter failures;
    private final Counter parked;
    private final Followers.Patience patience;
    private long written;
    private int failuresInARow;

    /** Up to here changes are taken one by one, since some of them failed together. */
    private long carefulUntil;

    DurableFollowing(
            Follower.Durable follower,
            ChangeFeed feed,
            Database database,
            GroupCommit writer,
            Clock clock,
            MeterRegistry metrics,
            Followers.Patience patience) {
        super(follower.name(), follower.kinds(feed.kinds()), feed, begin(follower, writer));
        this.follower = follower;
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.failures = failures(follower, metrics);
        this.parked =
                Counter.builder("crm.follower.parked")
                        .description("Changes that a follower has put aside")
                        .tag("follower", follower.name())
                        .register(metrics);
        this.patience = patience;
        this.written = position();
    }

    static Counter failures(Follower follower, MeterRegistry metrics) {
        return Counter.builder("crm.follower.failures")
                .description("Failures of a follower, each try counted")
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
    void take() {
        int most = position() < carefulUntil ? 1 : CHANGES_AT_ONCE_MAX;
        ChangeFeed.News news = feed().after(position(), most);
        List<Change> changes = news.changes();
        long last = news.upTo();
        if (last <= position()) {
            return;
        }
        boolean concerned = changes.stream().anyMatch(follower::wants);
        if (!concerned && last - written < UNWRITTEN_MAX) {
            moveTo(last);
            return;
        }
        long reached = database.<Long>read(tx -> FollowerStore.cursor(tx, name()));
        if (reached >= last) {
            moveOn(last); // another node was faster
            return;
        }
        try {
            long _ = writer.write(tx -> follow(tx, changes, last));
            moveOn(last);
        } catch (RuntimeException e) {
            failed(changes, e);
        }
    }

    private long follow(Tx tx, List<Change> changes, long last) {
        long cursor = FollowerStore.cursor(tx, name());
        for (Change change : changes) {
            if (change.seq() > cursor && follower.wants(change)) {
                follower.follow(tx, change);
            }
        }
        FollowerStore.advance(tx, name(), last);
        return cursor;
    }

    private void moveOn(long seq) {
        moveTo(seq);
        written = seq;
        failuresInARow = 0;
    }

    private void failed(List<Change> changes, RuntimeException error) {
        failures.increment();
        if (isOfTheMoment(error)) {
            LOG.warn("{} waits: {}", name(), error.getMessage());
            pause(patience.longest());
            return;
        }
        if (changes.size() > 1) {
            carefulUntil = changes.getLast().seq();
            return;
        }
        failuresInARow++;
        if (changes.isEmpty()) {
            LOG.warn("{} can't write down how far it is: {}", name(), error.toString());
            pause(patience.after(failuresInARow));
            return;
        }
        Change change = changes.getFirst();
        LOG.warn(
                "{} failed on change {} ({}), try {}: {}",
                name(),
                change.seq(),
                change.kind().wireName(),
                failuresInARow,
                error.toString());
        if (failuresInARow < patience.tries()) {
            pause(patience.after(failuresInARow));
        } else {
            park(change, error);
        }
    }

    /**
     * Whether it says nothing about the change: the database is out of reach, or we are stopping.
     */
    private static boolean isOfTheMoment(RuntimeException error) {
        return error instanceof Problem problem && problem.code() == Problem.Code.UNAVAILABLE
                || error instanceof DatabaseException cause && cause.isOfTheMoment();
    }

    private void park(Change change, RuntimeException error) {
        try {
            boolean done =
                    writer.write(
                            tx -> {
                                if (FollowerStore.cursor(tx, name()) >= change.seq()) {
                                    return false;
                                }
                                FollowerStore.park(
                                        tx,
                                        name(),
                                        change.seq(),
                                        error.toString(),
                                        clock.instant());
                                FollowerStore.advance(tx, name(), change.seq());
                                return true;
                            });
            if (done) {
                parked.increment();
                LOG.error("{} has put change {} aside", name(), change.seq(), error);
            }
            moveOn(change.seq());
        } catch (RuntimeException second) {
            LOG.warn("{} can't put change {} aside: {}", name(), change.seq(), second.toString());
            pause(patience.longest());
        }
    }
}
