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
 * Which agents are online: those with at least one socket on any process. The sockets of this
 * process are in memory. The database only shares them with the other processes: each heartbeat
 * makes the rows of this process equal to its memory, so a lost write is repaired by the next one.
 * Nothing waits for these writes.
 */
final class Presence {
    /** How long a process may send no heartbeat before its agents count as offline. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(16);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration BEAT_INTERVAL = Duration.ofSeconds(5);

    /** The delay before a failed write is retried. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /**
     * Heartbeats further apart than this were delayed, and those of other processes may have been
     * too.
     */
    private static final Duration GAP_MAX = SILENT_MAX.dividedBy(2);

    /** Called when an agent comes online or goes offline. */
    interface Listener {
        void changed(String agentId, boolean online, Instant at);
    }

    /** The sockets of an agent on this process. */
    private record LocalPresence(int sockets, Instant since) {}

    private final String nodeId = Id.next();
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, LocalPresence> localSockets = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final BackgroundLoop loop;

    /** The fields below are guarded by {@link #localSockets}. */
    private boolean writing;

    private boolean changed = true;
    private boolean closed;
    private long nextWrite = System.nanoTime();
    private @Nullable Instant lastBeat;
    private Instant gracePeriodEnd = Instant.EPOCH;

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
        synchronized (localSockets) {
            LocalPresence known = localSockets.get(agentId);
            localSockets.put(
                    agentId,
                    known == null
                            ? new LocalPresence(1, now)
                            : new LocalPresence(known.sockets + 1, known.since));
            changed |= known == null;
        }
        loop.wake();
    }

    void closed(String agentId) {
        synchronized (localSockets) {
            LocalPresence left =
                    localSockets.computeIfPresent(
                            agentId,
                            (id, known) ->
                                    known.sockets == 1
                                            ? null
                                            : new LocalPresence(known.sockets - 1, known.since));
            changed |= left == null;
        }
        loop.wake();
    }

    private Instant run() {
        writeIfDue();
        report();
        return Instant.MAX;
    }

    /** Queues at most one write at a time, without waiting for it. */
    private void writeIfDue() {
        synchronized (localSockets) {
            boolean beat = nextWrite - System.nanoTime() <= 0;
            if (closed || writing || !beat && !changed) {
                return;
            }
            writing = true;
            changed = false;
            var _ = writer.submit(this::beat).whenComplete(this::written);
        }
    }

    /**
     * Reads the memory at the time of the write, so that opening and closing cannot be reordered.
     */
    private Instant beat(Tx tx) {
        Map<String, Instant> mine = new TreeMap<>();
        Instant forgotten;
        synchronized (localSockets) {
            localSockets.forEach((agentId, known) -> mine.put(agentId, known.since));
        }
        Instant now = PresenceStore.seen(tx, nodeId);
        synchronized (localSockets) {
            forgotten = limitAt(now);
        }
        PresenceStore.reconcile(tx, nodeId, mine);
        PresenceStore.forgetUnseen(tx, forgotten);
        return now;
    }

    private void written(@Nullable Instant now, @Nullable Throwable failure) {
        synchronized (localSockets) {
            writing = false;
            Duration pause = failure == null ? BEAT_INTERVAL : RETRY_INTERVAL;
            nextWrite = System.nanoTime() + pause.toNanos();
            if (now != null) {
                limit = limitAt(now);
                if (isAfterGap(now)) {
                    gracePeriodEnd = now.plus(SILENT_MAX);
                }
                lastBeat = now;
            }
        }
        // Changes made meanwhile are written next.
        loop.wake();
    }

    /**
     * Processes last seen before this time count as offline. If this process itself was delayed, it
     * first gives the others time for a heartbeat.
     */
    private Instant limitAt(Instant now) {
        boolean judges = !isAfterGap(now) && !now.isBefore(gracePeriodEnd);
        // Never ahead of the clock, which may be another machine's after a failover.
        Instant silent = now.minus(SILENT_MAX);
        return judges || limit.isAfter(silent) ? silent : limit;
    }

    private boolean isAfterGap(Instant now) {
        return lastBeat != null && Duration.between(lastBeat, now).compareTo(GAP_MAX) > 0;
    }

    /** The online agents in order of ids, as far as this process knows. */
    List<PresenceStore.Present> present() {
        Instant seenSince;
        Map<String, Instant> all = new TreeMap<>();
        synchronized (localSockets) {
            seenSince = limit;
            localSockets.forEach((agentId, known) -> all.put(agentId, known.since));
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
    private void report() {
        Set<String> now = new HashSet<>();
        present().forEach(present -> now.add(present.agentId()));
        Instant at = clock.instant();
        for (String agentId : now) {
            if (!reported.contains(agentId)) {
                listener.changed(agentId, true, at);
                reported.add(agentId);
            }
        }
        for (String agentId : Set.copyOf(reported)) {
            if (!now.contains(agentId)) {
                listener.changed(agentId, false, at);
                reported.remove(agentId);
            }
        }
    }

    /**
     * Queues the removal of this process. Nothing waits for it: without the write, the others
     * notice by the missing heartbeats.
     */
    void stop() {
        loop.stop();
        synchronized (localSockets) {
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
