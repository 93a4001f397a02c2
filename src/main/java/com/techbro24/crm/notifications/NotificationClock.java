package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Caller;
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
 * Takes system notifications from step to step until they are out, also those that a crash left on
 * their way, and forgets old notifications now and then. It may run on every node.
 */
public final class NotificationClock implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Set<ChangeKind> CHANGES = Set.of(NotificationChange.CREATED);

    private final Database database;
    private final CommandRunner runner;
    private final Clock clock;
    private final BackgroundLoop loop;
    private Instant purgeAt;

    public NotificationClock(
            Database database, ChangeFeed feed, CommandRunner runner, Clock clock) {
        this.database = database;
        this.runner = runner;
        this.clock = clock;
        this.purgeAt = clock.instant().plus(PURGE_EVERY);
        this.loop = new BackgroundLoop("notifications", clock, LOOK_AGAIN, this::step);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    /** Brings all that are on their way to their end. */
    void finishBroadcasts() {
        for (String id : database.read(BroadcastStore::unfinished)) {
            boolean finished = false;
            while (!finished && !loop.isClosed()) {
                var answer =
                        runner.run(
                                Submission.of(
                                        new NotificationCommand.ContinueBroadcast(id),
                                        Caller.SYSTEM));
                finished = answer.reply(Broadcast.class).finishedAt() != null;
            }
        }
    }

    /** Forgets all that is past its retention. */
    void purge() {
        int purged = 1;
        while (purged > 0 && !loop.isClosed()) {
            var answer = runner.run(Submission.of(new NotificationCommand.Purge(), Caller.SYSTEM));
            purged = answer.reply(NotificationCommand.Purged.class).notifications();
        }
    }

    private Instant step() {
        finishBroadcasts();
        if (!clock.instant().isBefore(purgeAt)) {
            purge();
            purgeAt = clock.instant().plus(PURGE_EVERY);
        }
        return purgeAt;
    }

    /** Stops; what is on its way goes on once it runs again. */
    @Override
    public void close() {
        loop.close();
    }
}
