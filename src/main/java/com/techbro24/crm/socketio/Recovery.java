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
 * What a namespace keeps so that a client that lost its connection misses nothing: the last events,
 * and the clients lost; used under the lock of the namespace's emits.
 */
final class Recovery {
    /** However many were sent in time, the log holds no more. */
    private static final int EVENTS_MAX = 10_000;

    private final long nanos;
    private final Queue<Sent> log = new ArrayDeque<>();
    private final Map<String, Lost> lost = new HashMap<>();
    private long nextOffset;

    /** An event, its audience, and the offset that clients refer to it by. */
    private record Sent(String offset, Broadcast audience, Outgoing outgoing, long atNanos) {}

    /** A client that is gone, as it was. */
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

    /** The lost client that an {@code auth} names, if all that it has missed is still there. */
    Optional<Lost> find(JsonNode auth) {
        return Optional.ofNullable(lost.get(auth.path("pid").asText("")))
                .filter(found -> System.nanoTime() - found.atNanos() <= nanos)
                .filter(found -> missed(found, auth).isPresent());
    }

    void forget(Lost found) {
        lost.remove(found.recoveryId());
    }

    /** What went to the client after the last event it knows; nothing if that is too old to say. */
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
