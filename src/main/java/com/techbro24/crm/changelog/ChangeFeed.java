package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes followers when the log has grown and gives them the new changes. The newest changes of this
 * process are cached in memory, so a follower that keeps up reads nothing from the database. A
 * follower that is further behind, or on another node, reads the log.
 */
public final class ChangeFeed {
    /** The notification channel on which nodes wake each other. */
    public static final String CHANNEL = "crm_changes";

    private static final int RECENT_MIN = 4_096;

    /** The oldest are dropped in bulk: removing one shifts all others. */
    private static final int RECENT_MAX = 5_120;

    /**
     * A follower this far behind is woken for any kind of change, while its changes are still in
     * memory.
     */
    private static final int LAG_MAX = 1_000;

    private final Database database;
    private final ChangeReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Change> recent = new ArrayList<>(RECENT_MAX);
    private long head;

    /** An action to run when the log may contain a change of one of the kinds. */
    private record Listener(Set<ChangeKind> kinds, Runnable action) {}

    /** A waiting thread, with its own condition. */
    private static final class Waiting {
        final long seq;
        final Set<ChangeKind> kinds;
        final Condition condition;
        boolean due;
        boolean ended;

        Waiting(long seq, Set<ChangeKind> kinds, Condition condition) {
            this.seq = seq;
            this.kinds = kinds;
            this.condition = condition;
        }

        void end(boolean isDue) {
            due |= isDue;
            ended = true;
            condition.signal();
        }
    }

    /** Follows the log of {@code database}; a new database gets an empty log. */
    public ChangeFeed(Database database, ChangeReader reader) {
        this.database = database;
        this.reader = reader;
        LogMeta.begin(database);
        this.head = database.read(ChangeLog::head);
    }

    /** The seq of the newest change known to this process. */
    public long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    ChangeKinds kinds() {
        return reader.kinds();
    }

    /** Waits until the log may contain any change after {@code seq}; false on timeout. */
    public boolean awaitAfter(long seq, Duration timeout) throws InterruptedException {
        return awaitAfter(seq, reader.kinds().all(), timeout);
    }

    void publish(List<Change> changes) {
        lock.lock();
        try {
            boolean isNext = head + 1 == changes.getFirst().seq();
            if (!recent.isEmpty() && recent.getLast().seq() + 1 != changes.getFirst().seq()) {
                recent.clear();
            }
            recent.addAll(changes);
            if (recent.size() > RECENT_MAX) {
                recent.subList(0, recent.size() - RECENT_MIN).clear();
            }
            head = Math.max(head, changes.getLast().seq());
            Set<ChangeKind> kinds = new HashSet<>();
            changes.forEach(change -> kinds.add(change.kind()));
            for (Waiting waiter : waiting) {
                boolean isFar = head - waiter.seq >= LAG_MAX;
                if (!isNext || isFar || !Collections.disjoint(waiter.kinds, kinds)) {
                    waiter.end(true);
                }
            }
            for (Listener listener : listeners) {
                if (!isNext || !Collections.disjoint(listener.kinds, kinds)) {
                    listener.action.run();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs {@code action} when the log has a new change of one of the kinds, or may have one from
     * another process. The action must not block.
     */
    public void onChange(Set<ChangeKind> kinds, Runnable action) {
        lock.lock();
        try {
            listeners.add(new Listener(kinds, action));
        } finally {
            lock.unlock();
        }
    }

    /** Checks whether another process has added to the log. */
    public void refresh() {
        long seq = database.read(ChangeLog::head);
        lock.lock();
        try {
            if (seq > head) {
                head = seq;
                waiting.forEach(one -> one.end(true));
                listeners.forEach(listener -> listener.action.run());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait as on a timeout, because the clock was changed. */
    public void wake() {
        lock.lock();
        try {
            waiting.forEach(one -> one.end(false));
            listeners.forEach(listener -> listener.action.run());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the log may contain a change of one of the kinds after {@code seq}; false on
     * timeout. "May" because many new changes, and changes of other processes, are not inspected.
     */
    public boolean awaitAfter(long seq, Set<ChangeKind> kinds, Duration timeout)
            throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            if (mayContain(seq, kinds)) {
                return true;
            }
            Waiting own = new Waiting(seq, kinds, lock.newCondition());
            waiting.add(own);
            try {
                while (!own.ended && left > 0) {
                    left = own.condition.awaitNanos(left);
                }
                return own.due;
            } finally {
                waiting.remove(own);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Number of changes after {@code seq}; 0 if none of them can be of one of the kinds. */
    long behind(long seq, Set<ChangeKind> kinds) {
        lock.lock();
        try {
            return mayContain(seq, kinds) ? head - seq : 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayContain(long seq, Set<ChangeKind> kinds) {
        if (head <= seq) {
            return false;
        }
        if (head - seq >= LAG_MAX
                || recent.isEmpty()
                || recent.getFirst().seq() > seq + 1
                || recent.getLast().seq() < head) {
            return true;
        }
        for (Change change : recent.subList(indexAfter(seq), recent.size())) {
            if (kinds.contains(change.kind())) {
                return true;
            }
        }
        return false;
    }

    /** The index of the change after {@code seq} in {@link #recent}, which has no gaps. */
    private int indexAfter(long seq) {
        return Math.toIntExact(Math.min(seq + 1 - recent.getFirst().seq(), recent.size()));
    }

    /**
     * The changes after a seq.
     *
     * @param changes oldest first
     * @param upTo the list is complete up to this seq; changes of unknown kinds are left out
     */
    public record NewChanges(List<Change> changes, long upTo) {
        /** From a page of at most {@code rowsMax} rows, read when the log reached {@code head}. */
        private static NewChanges of(List<Change> changes, int rowsMax, long seq, long head) {
            long last = changes.isEmpty() ? seq : changes.getLast().seq();
            return new NewChanges(changes, changes.size() < rowsMax ? Math.max(last, head) : last);
        }
    }

    /** The changes after {@code seq}, at most {@code rowsMax}. */
    public NewChanges after(long seq, int rowsMax) {
        long known;
        lock.lock();
        try {
            known = head;
            if (!recent.isEmpty() && recent.getFirst().seq() <= seq + 1) {
                int from = indexAfter(seq);
                int to = Math.min(from + rowsMax, recent.size());
                if (from < to) {
                    return new NewChanges(
                            List.copyOf(recent.subList(from, to)), recent.get(to - 1).seq());
                }
            }
        } finally {
            lock.unlock();
        }
        List<Change> read = database.read(tx -> reader.after(tx, seq, rowsMax));
        return NewChanges.of(read, rowsMax, seq, known);
    }
}
