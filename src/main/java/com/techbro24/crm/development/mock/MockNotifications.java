package com.techbro24.crm.development.mock;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.notifications.NotificationFollower;
import com.techbro24.crm.notifications.NotificationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Creates the notifications of the last days by the rules; older events have none. */
final class MockNotifications {
    static final Duration LENGTH = Duration.ofDays(7);
    private static final Duration UNREAD = Duration.ofDays(1);
    private static final int CHANGES_AT_ONCE = 500;

    private final NotificationFollower follower;
    private final GroupCommit writer;
    private final Database database;
    private final ChangeReader reader;
    private long seq = Long.MAX_VALUE;

    MockNotifications(
            CommandRunner runner, GroupCommit writer, Database database, ChangeReader reader) {
        this.follower = new NotificationFollower(runner);
        this.writer = writer;
        this.database = database;
        this.reader = reader;
    }

    /** Later changes create notifications. */
    void start() {
        seq = database.read(ChangeLog::head);
    }

    /**
     * Creates notifications for all changes since the start, and marks those older than a day as
     * read.
     */
    int create(List<MockAgent> agents, MockCommands commands, Instant end) {
        long last = database.<Long>read(ChangeLog::head);
        long before = count();
        boolean isRead = false;
        while (seq < last) {
            List<Change> changes = database.read(tx -> reader.after(tx, seq, CHANGES_AT_ONCE));
            if (changes.isEmpty()) {
                break;
            }
            if (!isRead && changes.getFirst().at().isAfter(end.minus(UNREAD))) {
                isRead = true;
                read(agents, commands, end.minus(UNREAD));
            }
            var _ = writer.write(tx -> follow(tx, changes, last));
            seq = changes.getLast().seq();
        }
        return (int) (count() - before);
    }

    private int follow(Tx tx, List<Change> changes, long last) {
        changes.stream()
                .filter(change -> change.seq() <= last)
                .forEach(change -> follower.follow(tx, change));
        return changes.size();
    }

    private static void read(List<MockAgent> agents, MockCommands commands, Instant at) {
        for (MockAgent agent : agents) {
            commands.add(
                    "notification.read_all",
                    Json.object().put("agentId", agent.caller.agent()),
                    agent.caller,
                    at);
        }
        commands.finish();
    }

    private long count() {
        return database.<Long>read(NotificationStore::count);
    }
}
