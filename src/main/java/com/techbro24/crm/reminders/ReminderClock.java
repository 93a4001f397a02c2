package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Fires the alerts of reminders. It sleeps until the next alert, and wakes earlier if the log shows
 * a new or changed reminder. It keeps no state of its own, so it may stop at any time and run on
 * every node.
 */
public final class ReminderClock implements AutoCloseable {
    /** The delay before it retries if another node fired first or the clock was set back. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    /** The longest sleep between two polls of the database. */
    private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

    private static final Set<ChangeKind> CHANGES = Set.copyOf(ReminderChange.ALL);

    private final Database database;
    private final CommandRunner runner;
    private final Clock clock;
    private final BackgroundLoop loop;

    public ReminderClock(Database database, ChangeFeed feed, CommandRunner runner, Clock clock) {
        this.database = database;
        this.runner = runner;
        this.clock = clock;
        this.loop = new BackgroundLoop("reminders", clock, POLL_INTERVAL, this::wake);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    /**
     * Fires all alerts that are due.
     *
     * @return when the next alert is due; {@link Instant#MAX} for none
     */
    Instant wake() {
        while (true) {
            Instant next = database.read(ReminderStore::nextAlertAt).orElse(Instant.MAX);
            if (next.isAfter(clock.instant())) {
                return next;
            }
            Answer answer = runner.run(Submission.of(new ReminderCommand.Fire(), Caller.SYSTEM));
            if (answer.reply(ReminderCommand.Fired.class).alerts() == 0) {
                // Another node fired them, or the clock was set back meanwhile.
                return clock.instant().plus(RETRY_DELAY);
            }
        }
    }

    /** Stops. Alerts that become due meanwhile fire after the next start. */
    @Override
    public void close() {
        loop.close();
    }
}
