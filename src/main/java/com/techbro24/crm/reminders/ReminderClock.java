package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
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
 * Lets reminders make themselves heard on time: it knows when the next one will, sleeps until then,
 * and wakes earlier where the log shows that a reminder was made or changed. It holds no state that
 * matters, so it may stop at any time and run on every node.
 */
public final class ReminderClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReminderClock.class);

    /** After how long it looks at the clock again, which may have been set, or slept with us. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** After how long it asks the database again, whatever the log showed. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private static final Set<ChangeKind> CHANGES = Set.copyOf(ReminderChange.ALL);

    private final Database database;
    private final ChangeFeed feed;
    private final CommandRunner runner;
    private final Clock clock;
    private volatile boolean closed;
    private @Nullable Thread thread;

    public ReminderClock(Database database, ChangeFeed feed, CommandRunner runner, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.runner = runner;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofVirtual().name("reminders").start(this::run);
    }

    /**
     * Lets all make themselves heard whose time has come.
     *
     * @return when the next one will; {@link Instant#MAX} where none will
     */
    Instant wake() {
        while (true) {
            Instant next = database.read(ReminderStore::nextAlertAt).orElse(Instant.MAX);
            if (next.isAfter(clock.instant())) {
                return next;
            }
            Answer answer = runner.run(Submission.of(new ReminderCommand.Fire(), Caller.SYSTEM));
            String body = Objects.requireNonNull(answer.body());
            if (Json.read(body, ReminderCommand.Fired.class).alerts() == 0) {
                // Another node was faster, or the clock was set back meanwhile.
                return clock.instant().plus(LOOK_AGAIN);
            }
        }
    }

    private void run() {
        while (!closed) {
            try {
                long seen = feed.head();
                await(wake(), seen);
            } catch (InterruptedException fault) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("reminders could not be looked at; they are tried again", fault);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Returns when {@code next} has come, a reminder has changed, or it is time to ask again. */
    private void await(Instant next, long seen) throws InterruptedException {
        long askAgain = System.nanoTime() + ASK_AGAIN.toNanos();
        boolean changed = false;
        while (!changed && !closed && System.nanoTime() < askAgain) {
            Duration left = Duration.between(clock.instant(), next);
            if (left.compareTo(Duration.ZERO) <= 0) {
                return;
            }
            Duration wait = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
            changed = feed.awaitBeyond(seen, CHANGES, wait);
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

    /** Stops; what is due meanwhile is heard once it runs again. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            try {
                // Not interrupted: that would close the database connection it may be reading.
                boolean _ = thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
