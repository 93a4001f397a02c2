package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.socketio.engine.Outgoing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connection state recovery: the last events and the disconnected clients of a namespace. Used
 * under the namespace's emit lock.
 */
final class Recovery {
    /** The maximum number of logged events. */
    private static final int EVENTS_MAX = 10_000;

    private final long nanos;
    private final Queue<Sent> log = new ArrayDeque<>();
    private final Map<String, Lost> lost = new HashMap<>();
    private long nextOffset;

    /** An event, its audience and its offset. */
    private record Sent(String offset, Broadcast audience, Outgoing outgoing, long atNanos) {}

    /** The state of a disconnected client. */
    record Lost(
            String recoveryId,
            String id,
            Set<String> rooms,
            Map<String, Object> attributes,
            long atNanos) {}

    Recovery(Duration within) {
        this.nanos = within.toNanos();
    }

    String nextOffset() {
        return Long.toString(nextOffset++, Character.MAX_RADIX);
    }

    void sent(String offset, Broadcast audience, Outgoing outgoing) {
        long now = System.nanoTime();
        log.add(new Sent(offset, audience, outgoing, now));
        while (log.size() > EVENTS_MAX || now - log.element().atNanos() > nanos) {
            log.remove();
        }
    }

    void lose(Socket socket) {
        long now = System.nanoTime();
        lost.values().removeIf(gone -> now - gone.atNanos() > nanos);
        String recoveryId = socket.recoveryId().orElseThrow();
        lost.put(
                recoveryId,
                new Lost(recoveryId, socket.id(), socket.rooms(), socket.attributes(), now));
    }

    /** The disconnected client of an {@code auth}, if all events it missed are still logged. */
    Optional<Lost> find(JsonNode auth) {
        return Optional.ofNullable(lost.get(auth.path("pid").asText("")))
                .filter(found -> System.nanoTime() - found.atNanos() <= nanos)
                .filter(found -> missed(found, auth).isPresent());
    }

    void forget(Lost found) {
        lost.remove(found.recoveryId());
    }

    /**
     * The events for the client after the last one it received; empty if that one is no longer
     * logged.
     */
    Optional<List<Outgoing>> missed(Lost client, JsonNode auth) {
        String offset = auth.path("offset").asText("");
        @Nullable List<Outgoing> after = null;
        for (Sent sent : log) {
            if (after != null && sent.audience().includes(client.id(), client.rooms())) {
                after.add(sent.outgoing());
            }
            if (sent.offset().equals(offset)) {
                after = new ArrayList<>();
            }
        }
        return Optional.ofNullable(after);
    }
}
