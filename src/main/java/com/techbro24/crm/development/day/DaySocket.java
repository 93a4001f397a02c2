package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A minimal Socket.IO client for the main namespace, over websocket only. */
final class DaySocket implements AutoCloseable {
    private static final int ANSWER_SECONDS_MAX = 60;

    private final WebSocket socket;
    private final String token;
    private final Listener listener;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Receives the events in order, on one thread. */
    interface Listener {
        void event(String name, JsonNode payload);
    }

    private DaySocket(WebSocket socket, String token, Listener listener) {
        this.socket = socket;
        this.token = token;
        this.listener = listener;
    }

    /** Returns when the server has accepted the connection. */
    static DaySocket connect(WebSocketClient client, URI server, String token, Listener listener) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setSsl("https".equals(server.getScheme()))
                        .setURI("/socket.io/?EIO=4&transport=websocket");
        // The handler is set before the connection is made, so that no packet is missed.
        ClientWebSocket webSocket = client.webSocket();
        DaySocket socket = new DaySocket(webSocket, token, listener);
        webSocket.textMessageHandler(socket::read);
        await(webSocket.connect(options).toCompletionStage().toCompletableFuture());
        await(socket.joined);
        return socket;
    }

    private void read(String packet) {
        switch (packet.charAt(0)) {
            case '0' -> write("40" + Json.object().put("token", token));
            case '2' -> write("3");
            case '4' -> readMessage(packet.substring(1));
            default -> {}
        }
    }

    private void readMessage(String message) {
        String body = message.substring(1);
        switch (message.charAt(0)) {
            case '0' -> joined.complete(null);
            case '2' -> {
                JsonNode event = Json.read(body);
                listener.event(event.get(0).asText(), event.path(1));
            }
            case '3' -> {
                int start = body.indexOf('[');
                CompletableFuture<JsonNode> answer =
                        pending.remove(Integer.valueOf(body.substring(0, start)));
                if (answer != null) {
                    answer.complete(Json.read(body.substring(start)).get(0));
                }
            }
            case '4' -> joined.completeExceptionally(new IllegalStateException(body));
            default -> {}
        }
    }

    private void write(String packet) {
        var _ = socket.writeTextMessage(packet);
    }

    /**
     * Sends a command and returns the acknowledgement, {@code {ok, record}} or {@code {ok,
     * problem}}.
     */
    JsonNode send(String command, ObjectNode payload) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        write("42" + id + Json.MAPPER.createArrayNode().add(command).add(payload));
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the socket was refused: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the socket was not answered", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the simulation was interrupted", e);
        }
    }

    @Override
    public void close() {
        var _ = socket.close();
    }
}
