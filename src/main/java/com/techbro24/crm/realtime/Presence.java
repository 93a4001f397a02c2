package com.techbro24.crm.realtime;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is there: an agent with at least one socket, on whichever process. Each process writes down
 * its own agents and compares what all have written with what it last told; so one that dies is
 * noticed like one that leaves.
 */
final class Presence {
    private static final Duration NODE_SILENT_MAX = Duration.ofSeconds(16);

    /** Hears that an agent came or went. */
    interface Listener {
        void changed(String agentId, boolean online, Instant at);
    }

    private final String nodeId = Id.next();
    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, Integer> sockets = new HashMap<>();
    private Set<String> told = Set.of();

    Presence(Database database, GroupCommit writer, Clock clock, Listener listener) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.listener = listener;
    }

    void opened(String agentId) {
        boolean first;
        synchronized (sockets) {
            first = sockets.merge(agentId, 1, Integer::sum) == 1;
        }
        if (first) {
            write(agentId);
        }
    }

    void closed(String agentId) {
        boolean last;
        synchronized (sockets) {
            Integer left =
                    sockets.computeIfPresent(agentId, (id, count) -> count == 1 ? null : count - 1);
            last = left == null;
        }
        if (last) {
            write(agentId);
        }
    }

    /**
     * Writes what holds by the time of the write, so that an opening and a closing cannot overtake
     * each other.
     */
    private void write(String agentId) {
        writer.<@Nullable Void>write(
                tx -> {
                    boolean here;
                    synchronized (sockets) {
                        here = sockets.containsKey(agentId);
                    }
                    if (here) {
                        PresenceStore.seen(tx, nodeId, clock.instant());
                        PresenceStore.enter(tx, nodeId, agentId, clock.instant());
                    } else {
                        PresenceStore.leave(tx, nodeId, agentId);
                    }
                    return null;
                });
        tell();
    }

    /** Says that this process lives, and forgets those that no longer do. */
    void beat() {
        Instant now = clock.instant();
        writer.<@Nullable Void>write(
                tx -> {
                    PresenceStore.seen(tx, nodeId, now);
                    PresenceStore.forgetUnseen(tx, now.minus(NODE_SILENT_MAX));
                    return null;
                });
    }

    List<PresenceStore.Present> present() {
        Instant limit = clock.instant().minus(NODE_SILENT_MAX);
        return database.read(tx -> PresenceStore.present(tx, limit));
    }

    /** Tells what changed since it was told last. */
    synchronized void tell() {
        Set<String> now = new HashSet<>();
        present().forEach(present -> now.add(present.agentId()));
        Instant at = clock.instant();
        for (String agentId : now) {
            if (!told.contains(agentId)) {
                listener.changed(agentId, true, at);
            }
        }
        for (String agentId : told) {
            if (!now.contains(agentId)) {
                listener.changed(agentId, false, at);
            }
        }
        told = now;
    }

    /**
     * Takes leave, with what the writer still has to write. Nobody waits for it: where the database
     * is out of reach, the others notice by themselves.
     */
    void stop() {
        var _ =
                writer.<@Nullable Void>submit(
                        tx -> {
                            PresenceStore.forget(tx, nodeId);
                            return null;
                        });
    }
}
