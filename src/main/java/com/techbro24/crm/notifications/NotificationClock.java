package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes system notifications from step to step until they are out, also those that a crash left on
 * their way, and forgets old notifications now and then. It may run on every node.
 */
public final class NotificationClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationClock.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Set<ChangeKind> CHANGES = Set.of(NotificationChange.CREATED);

    private final Database database;
    private final ChangeFeed feed;
    private final CommandRunner runner;
    private final Clock clock;
    private Instant purgeAt;
    private volatile boolean closed;
    private @Nullable Thread thread;

    public NotificationClock(
            Database database, ChangeFeed feed, CommandRunner runner, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.runner = runner;
        this.clock = clock;
        this.purgeAt = clock.instant().plus(PURGE_EVERY);
    }

    public void start() {
        thread = Thread.ofVirtual().name("notifications").start(this::run);
    }

    /** Brings all that are on their way to their end. */
    void finishBroadcasts() {
        for (String id : database.read(BroadcastStore::unfinished)) {
            boolean finished = false;
            while (!finished && !closed) {
                var answer =
                        runner.run(
                                Submission.of(
                                        new NotificationCommand.ContinueBroadcast(id),
                                        Caller.SYSTEM));
                String body = Objects.requireNonNull(answer.body());
                finished = !Json.read(body).get("finishedAt").isNull();
            }
        }
    }

    /** Forgets all that is past its retention. */
    void purge() {
        int purged = 1;
        while (purged > 0 && !closed) {
            var answer = runner.run(Submission.of(new NotificationCommand.Purge(), Caller.SYSTEM));
            String body = Objects.requireNonNull(answer.body());
            purged = Json.read(body, NotificationCommand.Purged.class).notifications();
        }
    }

    private void run() {
        while (!closed) {
            try {
                long seen = feed.head();
                finishBroadcasts();
                if (!clock.instant().isBefore(purgeAt)) {
                    purge();
                    purgeAt = clock.instant().plus(PURGE_EVERY);
                }
                awaitBroadcast(seen);
            } catch (InterruptedException fault) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("notifications could not be looked after; it is tried again", fault);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Returns when the log shows a notification, or it is time to look again or to purge. */
    private void awaitBroadcast(long seen) throws InterruptedException {
        long end = System.nanoTime() + LOOK_AGAIN.toNanos();
        boolean changed = false;
        while (!changed
                && !closed
                && System.nanoTime() < end
                && clock.instant().isBefore(purgeAt)) {
            changed = feed.awaitBeyond(seen, CHANGES, WAIT);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
            return true;
        } catch (InterruptedException fault) {
            return false;
        }
    }

    /** Stops; what is on its way goes on once it runs again. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            try {
                boolean _ = thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
