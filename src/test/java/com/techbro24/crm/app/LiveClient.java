package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The official Java client; it keeps all that it hears, in order. */
final class LiveClient implements AutoCloseable {
    /**
     * A silent process counts as offline after 16 s, which another one notices at its next
     * heartbeat; if that one was itself delayed, it first waits as long again.
     */
    private static final Duration SILENCE_NOTICED_MAX = Duration.ofSeconds(60);

    final Socket socket;
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    LiveClient(String url, String token, @Nullable Long since, String... transports) {
        Map<String, String> auth =
                since == null
                        ? Map.of("token", token)
                        : Map.of("token", token, "since", Long.toString(since));
        socket =
                IO.socket(
                        URI.create(url),
                        IO.Options.builder()
                                .setForceNew(true)
                                .setReconnection(false)
                                .setTransports(transports)
                                .setAuth(auth)
                                .build());
        socket.onAnyIncoming(
                arguments -> {
                    String payload = arguments.length > 1 ? String.valueOf(arguments[1]) : "{}";
                    events.add(new Event((String) arguments[0], Json.read(payload)));
                });
        socket.on(
                Socket.EVENT_CONNECT_ERROR,
                arguments ->
                        events.add(
                                new Event(
                                        "connect_error",
                                        arguments[0] instanceof org.json.JSONObject told
                                                ? Json.read(told.toString())
                                                : Json.tree(String.valueOf(arguments[0])))));
        socket.on(
                Socket.EVENT_DISCONNECT,
                arguments -> events.add(new Event("disconnect", Json.object())));
        socket.connect();
    }

    /** The next event of this name; those before it, presence aside, must be of none. */
    Event next(String name) {
        for (; ; ) {
            Event event = poll();
            if (event.name().equals(name)) {
                return event;
            }
            if (!event.name().equals("presence.changed")) {
                throw new AssertionError("expected " + name + ", heard " + event);
            }
        }
    }

    /** All events up to the one that {@code last} takes, presence left out. */
    List<Event> until(java.util.function.Predicate<Event> last) {
        List<Event> heard = new ArrayList<>();
        for (; ; ) {
            Event event = poll();
            if (!event.name().equals("presence.changed")) {
                heard.add(event);
                if (last.test(event)) {
                    return heard;
                }
            }
        }
    }

    Event poll() {
        return poll(RunningCrm.WAIT_MAX);
    }

    private Event poll(Duration max) {
        try {
            Event event = events.poll(max.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("an event within " + max).isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it is next told of an agent's presence. */
    boolean hearsOnline(String agentId) {
        for (; ; ) {
            Event event = poll(SILENCE_NOTICED_MAX);
            if (event.name().equals("presence.changed")
                    && event.payload().get("agentId").textValue().equals(agentId)) {
                return event.payload().get("online").booleanValue();
            }
        }
    }

    JsonNode ask(String event, JsonNode payload) throws Exception {
        return ask(event, new org.json.JSONObject(payload.toString()));
    }

    JsonNode ask(String event, org.json.JSONObject payload) throws Exception {
        var answer = new java.util.concurrent.CompletableFuture<JsonNode>();
        socket.emit(
                event,
                new Object[] {payload},
                arguments -> answer.complete(Json.read(String.valueOf(arguments[0]))));
        return answer.get(RunningCrm.WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.disconnect();
    }

    /** An event as it came. */
    record Event(String name, JsonNode payload) {
        long seq() {
            return payload.get("seq").longValue();
        }

        String entityId() {
            return payload.at("/entity/id").textValue();
        }
    }
}
