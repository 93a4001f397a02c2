package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the followers, each on a thread of its own, so that none waits for another. */
public final class Followers implements AutoCloseable {
    /**
     * How often and how soon a durable follower tries a change again on which it failed.
     *
     * @param first how long it waits after the first failure; each further wait is twice as long
     * @param longest how long it waits at most
     * @param tries after how many failures the change is put aside
     */
    public record Patience(Duration first, Duration longest, int tries) {
        public static final Patience STANDARD =
                new Patience(Duration.ofMillis(200), Duration.ofSeconds(30), 8);

        Duration after(int failures) {
            Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    /** A change that a follower has put aside, since it failed on it again and again. */
    public record Parked(String follower, long seq, String error, Instant at) {}

    private final ChangeFeed feed;
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Patience patience;
    private final List<Following> running = new ArrayList<>();

    public Followers(
            ChangeFeed feed,
            Database database,
            GroupCommit writer,
            Clock clock,
            MeterRegistry metrics,
            Patience patience) {
        this.feed = feed;
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        this.patience = patience;
    }

    /** Starts a follower: it hears of every change that is made after this returns. */
    public void start(Follower follower) {
        boolean taken = running.stream().anyMatch(other -> other.name().equals(follower.name()));
        if (taken) {
            throw new IllegalStateException("two followers are named " + follower.name());
        }
        Following following =
                switch (follower) {
                    case Follower.Live live -> new LiveFollowing(live, feed, metrics);
                    case Follower.Durable durable ->
                            new DurableFollowing(
                                    durable, feed, database, writer, clock, metrics, patience);
                };
        running.add(following);
        Gauge.builder("crm.follower.lag", following, Following::lag)
                .description("Changes that wait for a follower")
                .tag("follower", follower.name())
                .register(metrics);
        following.start();
    }

    /** What was put aside, oldest first. */
    public static List<Parked> parked(Tx tx, int rowsMax) {
        return FollowerStore.parked(tx, rowsMax);
    }

    /** Stops them all; each finishes what it is at. */
    @Override
    public void close() {
        running.forEach(Following::stop);
        running.forEach(Following::await);
    }
}
