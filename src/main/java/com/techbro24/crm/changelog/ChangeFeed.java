package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes followers when the log has grown, and hands them what is new. The newest changes of this
 * process are kept in memory, so that following costs no read; whoever is further behind, or on
 * another node, reads the log.
 */
public final class ChangeFeed {
    /** The channel by which nodes wake each other. */
    public static final String CHANNEL = "crm_changes";

    private static final int KEPT_MAX = 4_096;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ArrayDeque<Change> recent = new ArrayDeque<>();
    private long head;
    private long alarms;

    /** Follows the log of {@code database}, which begins here where it is new. */
    public ChangeFeed(Database database) {
        this.database = database;
        LogMeta.begin(database);
        this.head = database.read(ChangeLog::head);
    }

    /** The seq of the newest change that this process knows of. */
    public long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    void publish(List<Change> changes) {
        lock.lock();
        try {
            if (!recent.isEmpty() && recent.getLast().seq() + 1 != changes.getFirst().seq()) {
                recent.clear();
            }
            recent.addAll(changes);
            while (recent.size() > KEPT_MAX) {
                recent.removeFirst();
            }
            head = Math.max(head, changes.getLast().seq());
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether another process has added to the log. */
    public void refresh() {
        long seq = database.read(ChangeLog::head);
        lock.lock();
        try {
            if (seq > head) {
                head = seq;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, as when its time is over: the clock was set. */
    public void wake() {
        lock.lock();
        try {
            alarms++;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the log has grown beyond {@code seq}; whether it has. */
    public boolean awaitBeyond(long seq, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            long before = alarms;
            while (head <= seq) {
                if (left <= 0 || alarms != before) {
                    return false;
                }
                left = grown.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The changes after {@code seq}, oldest first; without a hole. */
    public List<Change> after(long seq, int rowsMax) {
        lock.lock();
        try {
            if (!recent.isEmpty() && recent.getFirst().seq() <= seq + 1) {
                List<Change> found = new ArrayList<>();
                long skipped = seq + 1 - recent.getFirst().seq();
                recent.stream().skip(skipped).limit(rowsMax).forEach(found::add);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        } finally {
            lock.unlock();
        }
        return database.read(tx -> ChangeLog.after(tx, seq, rowsMax));
    }
}
