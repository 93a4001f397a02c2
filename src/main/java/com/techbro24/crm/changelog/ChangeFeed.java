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
 * Wakes followers when the log has grown, and hands them what is new. The newest changes of this
 * process are kept in memory, so that following costs no read; whoever is further behind, or on
 * another node, reads the log.
 */
public final class ChangeFeed {
    /** The channel by which nodes wake each other. */
    public static final String CHANNEL = "crm_changes";

    private static final int KEPT_MIN = 4_096;

    /** The oldest are dropped many at a time: to drop one moves all the others. */
    private static final int KEPT_MAX = 5_120;

    /** Who has so much before it is woken whatever it waits for, while all of it is in memory. */
    private static final int BEHIND_MAX = 1_000;

    private final Database database;
    private final ChangeReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Change> recent = new ArrayList<>(KEPT_MAX);
    private long head;

    /** What runs when the log may hold a change of one of the kinds. */
    private record Listener(Set<ChangeKind> kinds, Runnable action) {}

    /** One who waits, on a condition of its own. */
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

    /** The seq of the newest change that this process knows of. */
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

    void publish(List<Change> changes) {
        lock.lock();
        try {
            boolean isNext = head + 1 == changes.getFirst().seq();
            if (!recent.isEmpty() && recent.getLast().seq() + 1 != changes.getFirst().seq()) {
                recent.clear();
            }
            recent.addAll(changes);
            if (recent.size() > KEPT_MAX) {
                recent.subList(0, recent.size() - KEPT_MIN).clear();
            }
            head = Math.max(head, changes.getLast().seq());
            Set<ChangeKind> kinds = new HashSet<>();
            changes.forEach(change -> kinds.add(change.kind()));
            for (Waiting one : waiting) {
                boolean isFar = head - one.seq >= BEHIND_MAX;
                if (!isNext || isFar || !Collections.disjoint(one.kinds, kinds)) {
                    one.end(true);
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
     * Runs {@code action} whenever the log has got a change of one of the kinds, or may have got
     * one from another process. It must return at once.
     */
    public void onChange(Set<ChangeKind> kinds, Runnable action) {
        lock.lock();
        try {
            listeners.add(new Listener(kinds, action));
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
                waiting.forEach(one -> one.end(true));
                listeners.forEach(listener -> listener.action.run());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, as when its time is over: the clock was set. */
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
     * Waits until the log holds a change of one of the kinds after {@code seq}, or may well hold
     * one, since it has grown by very much or by what another process did; whether it is so. Who
     * waits for few kinds costs the others nothing.
     */
    public boolean awaitBeyond(long seq, Set<ChangeKind> kinds, Duration timeout)
            throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            if (mayHold(seq, kinds)) {
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

    /** How many changes there are after {@code seq}, where one of the kinds may be among them. */
    long behind(long seq, Set<ChangeKind> kinds) {
        lock.lock();
        try {
            return mayHold(seq, kinds) ? head - seq : 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayHold(long seq, Set<ChangeKind> kinds) {
        if (head <= seq) {
            return false;
        }
        if (head - seq >= BEHIND_MAX
                || recent.isEmpty()
                || recent.getFirst().seq() > seq + 1
                || recent.getLast().seq() < head) {
            return true;
        }
        for (Change change : recent.subList(placeAfter(seq), recent.size())) {
            if (kinds.contains(change.kind())) {
                return true;
            }
        }
        return false;
    }

    /** Where the change after {@code seq} is kept: they are kept without a hole. */
    private int placeAfter(long seq) {
        return Math.toIntExact(Math.min(seq + 1 - recent.getFirst().seq(), recent.size()));
    }

    /**
     * What comes after a place in the log.
     *
     * @param changes oldest first
     * @param upTo there is nothing more up to this seq: what is missing is of kinds that this
     *     program does not know, or there is no such change
     */
    public record News(List<Change> changes, long upTo) {
        /** Those of a page that was read by {@code rowsMax}, where the log reached to head. */
        private static News of(List<Change> changes, int rowsMax, long seq, long head) {
            long last = changes.isEmpty() ? seq : changes.getLast().seq();
            return new News(changes, changes.size() < rowsMax ? Math.max(last, head) : last);
        }
    }

    /** What comes after {@code seq}, at most so many changes. */
    public News after(long seq, int rowsMax) {
        long known;
        lock.lock();
        try {
            known = head;
            if (!recent.isEmpty() && recent.getFirst().seq() <= seq + 1) {
                int from = placeAfter(seq);
                int to = Math.min(from + rowsMax, recent.size());
                if (from < to) {
                    return new News(
                            List.copyOf(recent.subList(from, to)), recent.get(to - 1).seq());
                }
            }
        } finally {
            lock.unlock();
        }
        List<Change> read = database.read(tx -> reader.after(tx, seq, rowsMax));
        return News.of(read, rowsMax, seq, known);
    }
}
