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
 * Lets reminders make themselves heard on time: it knows when the next one will, sleeps until then,
 * and wakes earlier where the log shows that a reminder was made or changed. It holds no state that
 * matters, so it may stop at any time and run on every node.
 */
public final class ReminderClock implements AutoCloseable {
    /** When it looks again where another node, or the clock, was faster. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** After how long it asks the database again, whatever the log showed. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private static final Set<ChangeKind> CHANGES = Set.copyOf(ReminderChange.ALL);

    private final Database database;
    private final CommandRunner runner;
    private final Clock clock;
    private final BackgroundLoop loop;

    public ReminderClock(Database database, ChangeFeed feed, CommandRunner runner, Clock clock) {
        this.database = database;
        this.runner = runner;
        this.clock = clock;
        this.loop = new BackgroundLoop("reminders", clock, ASK_AGAIN, this::wake);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
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
            if (answer.reply(ReminderCommand.Fired.class).alerts() == 0) {
                // Another node was faster, or the clock was set back meanwhile.
                return clock.instant().plus(LOOK_AGAIN);
            }
        }
    }

    /** Stops; what is due meanwhile is heard once it runs again. */
    @Override
    public void close() {
        loop.close();
    }
}
