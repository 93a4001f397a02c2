package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
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

/** A small client of Socket.IO's main namespace, over a websocket and nothing else. */
final class DaySocket implements AutoCloseable {
    private static final int ANSWER_SECONDS_MAX = 30;

    private final WebSocket socket;
    private final String token;
    private final Heard heard;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Receives the events one after the other, on one thread. */
    interface Heard {
        void event(String name, JsonNode payload);
    }

    private DaySocket(WebSocket socket, String token, Heard heard) {
        this.socket = socket;
        this.token = token;
        this.heard = heard;
    }

    /** Returns when the server has let it in. */
    static DaySocket connect(WebSocketClient client, URI server, String token, Heard heard) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setSsl("https".equals(server.getScheme()))
                        .setURI("/socket.io/?EIO=4&transport=websocket");
        // The handler is there before the connection is handed over, so that nothing is missed.
        CompletableFuture<DaySocket> opened = new CompletableFuture<>();
        client.connect(options)
                .onSuccess(
                        webSocket -> {
                            DaySocket socket = new DaySocket(webSocket, token, heard);
                            webSocket.textMessageHandler(socket::read);
                            opened.complete(socket);
                        })
                .onFailure(opened::completeExceptionally);
        DaySocket socket = await(opened);
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
                heard.event(event.get(0).asText(), event.path(1));
            }
            case '3' -> {
                int start = body.indexOf('[');
                CompletableFuture<JsonNode> answer =
                        asked.remove(Integer.valueOf(body.substring(0, start)));
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

    /** Gives a command; the acknowledgement, {@code {ok, record}} or {@code {ok, problem}}. */
    JsonNode ask(String command, ObjectNode payload) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        write("42" + id + Json.MAPPER.createArrayNode().add(command).add(payload));
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(
                    "the socket was refused: " + failure.getCause(), failure);
        } catch (TimeoutException failure) {
            throw new IllegalStateException("the socket was not answered", failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException("the day was broken off", failure);
        }
    }

    @Override
    public void close() {
        var _ = socket.close();
    }
}
