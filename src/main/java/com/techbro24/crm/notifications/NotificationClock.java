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
 * Continues unfinished system notifications step by step, also after a crash, and purges old
 * notifications from time to time. It may run on every node.
 */
public final class NotificationClock implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(30);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
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
        this.purgeAt = clock.instant().plus(PURGE_INTERVAL);
        this.loop = new BackgroundLoop("notifications", clock, POLL_INTERVAL, this::step);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    /** Runs the steps of all unfinished broadcasts. */
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

    /** Deletes everything past its retention. */
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
            purgeAt = clock.instant().plus(PURGE_INTERVAL);
        }
        return purgeAt;
    }

    /** Stops. Unfinished broadcasts continue after the next start. */
    @Override
    public void close() {
        loop.close();
    }
}
