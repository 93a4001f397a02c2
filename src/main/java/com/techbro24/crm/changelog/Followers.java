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

/** Runs each follower on its own thread, so that none waits for another. */
public final class Followers implements AutoCloseable {
    /**
     * How often and how soon a durable follower maxAttempts a change again on which it failed.
     *
     * @param firstDelay the delay after the first failure; it doubles with each further failure
     * @param longestDelay the maximum delay
     * @param maxAttempts number of failures after which the change is dead-lettered
     */
    public record RetryPolicy(Duration firstDelay, Duration longestDelay, int maxAttempts) {
        public static final RetryPolicy STANDARD =
                new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(30), 8);

        Duration after(int failures) {
            Duration wait = firstDelay.multipliedBy(1L << Math.min(failures - 1, 20));
            return wait.compareTo(longestDelay) < 0 ? wait : longestDelay;
        }
    }

    /** A change on which a follower kept failing. */
    public record DeadLetter(String follower, long seq, String error, Instant at) {}

    private final ChangeFeed feed;
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final RetryPolicy retryPolicy;
    private final List<FollowerRunner> running = new ArrayList<>();

    public Followers(
            ChangeFeed feed,
            Database database,
            GroupCommit writer,
            Clock clock,
            MeterRegistry metrics,
            RetryPolicy retryPolicy) {
        this.feed = feed;
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        this.retryPolicy = retryPolicy;
    }

    /** Starts a follower; it receives every change made after this call returns. */
    public void start(Follower follower) {
        boolean taken = running.stream().anyMatch(other -> other.name().equals(follower.name()));
        if (taken) {
            throw new IllegalStateException("two followers are named " + follower.name());
        }
        FollowerRunner following =
                switch (follower) {
                    case Follower.Live live -> new LiveRunner(live, feed, metrics);
                    case Follower.Durable durable ->
                            new DurableRunner(
                                    durable, feed, database, writer, clock, metrics, retryPolicy);
                };
        running.add(following);
        Gauge.builder("crm.follower.lag", following, FollowerRunner::lag)
                .description("Changes that a follower has not processed yet")
                .tag("follower", follower.name())
                .register(metrics);
        following.start();
    }

    /** What was put aside, oldest firstDelay. */
    public static List<DeadLetter> deadLetters(Tx tx, int rowsMax) {
        return FollowerStore.deadLetters(tx, rowsMax);
    }

    /** Stops all followers; each finishes its current work. */
    @Override
    public void close() {
        running.forEach(FollowerRunner::stop);
        running.forEach(FollowerRunner::await);
    }
}
