package com.techbro24.crm.realtime;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which agents are online: those with at least one socket, on whichever process. The sockets of
 * this process are known from memory. The database only carries them to the other processes: each
 * beat makes the rows of this process equal to its memory, so that a write that was lost, or rows
 * that another process removed, are repaired by the next one. Nobody waits for these writes.
 */
final class Presence {
    /** How long a process may be silent before its agents count as offline. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(16);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration BEAT_INTERVAL = Duration.ofSeconds(5);

    /** A write that failed is tried again after so long. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** Beats further apart than this were held up, and those of other processes may have been. */
    private static final Duration GAP_MAX = SILENT_MAX.dividedBy(2);

    /** Called when an agent comes online or goes offline. */
    interface Listener {
        void changed(String agentId, boolean online, Instant at);
    }

    /** The sockets of an agent on this process. */
    private record Here(int sockets, Instant since) {}

    private final String nodeId = Id.next();
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, Here> here = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final BackgroundLoop loop;

    /** The fields below are guarded by {@link #here}. */
    private boolean writing;

    private boolean changed = true;
    private boolean closed;
    private long nextWrite = System.nanoTime();
    private @Nullable Instant lastBeat;
    private Instant unjudgedUntil = Instant.EPOCH;

    /** Processes that were seen last before this are silent. */
    private Instant limit = Instant.EPOCH;

    Presence(Database database, GroupCommit writer, Clock clock, Listener listener) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.listener = listener;
        this.loop = new BackgroundLoop("presence", clock, LOOK_INTERVAL, this::run);
    }

    void start() {
        loop.start();
    }

    void opened(String agentId) {
        Instant now = clock.instant();
        synchronized (here) {
            Here known = here.get(agentId);
            here.put(
                    agentId,
                    known == null ? new Here(1, now) : new Here(known.sockets + 1, known.since));
            changed |= known == null;
        }
        loop.wake();
    }

    void closed(String agentId) {
        synchronized (here) {
            Here left =
                    here.computeIfPresent(
                            agentId,
                            (id, known) ->
                                    known.sockets == 1
                                            ? null
                                            : new Here(known.sockets - 1, known.since));
            changed |= left == null;
        }
        loop.wake();
    }

    private Instant run() {
        writeIfDue();
        tell();
        return Instant.MAX;
    }

    /** Hands the writer at most one write at a time, and does not wait for it. */
    private void writeIfDue() {
        synchronized (here) {
            boolean beat = nextWrite - System.nanoTime() <= 0;
            if (closed || writing || !beat && !changed) {
                return;
            }
            writing = true;
            changed = false;
            var _ = writer.submit(this::beat).whenComplete(this::written);
        }
    }

    /** By the time of the write, so that an opening and a closing cannot overtake each other. */
    private Instant beat(Tx tx) {
        Map<String, Instant> mine = new TreeMap<>();
        Instant forgotten;
        synchronized (here) {
            here.forEach((agentId, known) -> mine.put(agentId, known.since));
        }
        Instant now = PresenceStore.seen(tx, nodeId);
        synchronized (here) {
            forgotten = limitAt(now);
        }
        PresenceStore.reconcile(tx, nodeId, mine);
        PresenceStore.forgetUnseen(tx, forgotten);
        return now;
    }

    private void written(@Nullable Instant now, @Nullable Throwable failure) {
        synchronized (here) {
            writing = false;
            Duration pause = failure == null ? BEAT_INTERVAL : RETRY_INTERVAL;
            nextWrite = System.nanoTime() + pause.toNanos();
            if (now != null) {
                limit = limitAt(now);
                if (isAfterGap(now)) {
                    unjudgedUntil = now.plus(SILENT_MAX);
                }
                lastBeat = now;
            }
        }
        // Changes in between are written next.
        loop.wake();
    }

    /**
     * Before when a process must have been seen last to count as silent. Where this one was itself
     * held up, it first gives the others the time to be seen again.
     */
    private Instant limitAt(Instant now) {
        boolean judges = !isAfterGap(now) && !now.isBefore(unjudgedUntil);
        // Never ahead of the clock, which after a failover may be that of another machine.
        Instant silent = now.minus(SILENT_MAX);
        return judges || limit.isAfter(silent) ? silent : limit;
    }

    private boolean isAfterGap(Instant now) {
        return lastBeat != null && Duration.between(lastBeat, now).compareTo(GAP_MAX) > 0;
    }

    /** Who is online, in the order of their ids, as far as this process knows. */
    List<PresenceStore.Present> present() {
        Instant seenSince;
        Map<String, Instant> all = new TreeMap<>();
        synchronized (here) {
            seenSince = limit;
            here.forEach((agentId, known) -> all.put(agentId, known.since));
        }
        for (PresenceStore.Present one :
                database.read(tx -> PresenceStore.elsewhere(tx, nodeId, seenSince))) {
            all.merge(one.agentId(), one.since(), (a, b) -> a.isBefore(b) ? a : b);
        }
        return all.entrySet().stream()
                .map(each -> new PresenceStore.Present(each.getKey(), each.getValue()))
                .toList();
    }

    /** Reports the changes since the last report. */
    private void tell() {
        Set<String> now = new HashSet<>();
        present().forEach(present -> now.add(present.agentId()));
        Instant at = clock.instant();
        for (String agentId : now) {
            if (!told.contains(agentId)) {
                listener.changed(agentId, true, at);
                told.add(agentId);
            }
        }
        for (String agentId : Set.copyOf(told)) {
            if (!now.contains(agentId)) {
                listener.changed(agentId, false, at);
                told.remove(agentId);
            }
        }
    }

    /**
     * Takes leave, with what the writer still has to write. Nobody waits for it: where the database
     * is out of reach, the others notice by themselves.
     */
    void stop() {
        loop.stop();
        synchronized (here) {
            closed = true;
            var _ =
                    writer.<@Nullable Void>submit(
                            tx -> {
                                PresenceStore.forget(tx, nodeId);
                                return null;
                            });
        }
        loop.close();
    }
}
