package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks the protocols by hand, to see exactly what the server says. */
final class RawClient implements AutoCloseable {
    static final String CLOSED = "(closed)";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    RawClient(TestServer server) {
        base = server.url() + "/socket.io/?";
    }

    HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(base + query));
    }

    HttpResponse<String> send(HttpRequest request) {
        return sendAsync(request).orTimeout(20, TimeUnit.SECONDS).join();
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String query) {
        return send(request(query).build());
    }

    /** Opens a session by polling and returns its id. */
    String openPolling() {
        return json(get("EIO=4&transport=polling").body().substring(1)).get("sid").asText();
    }

    CompletableFuture<HttpResponse<String>> pollAsync(String sid) {
        return sendAsync(request("EIO=4&transport=polling&sid=" + sid).build());
    }

    HttpResponse<String> poll(String sid) {
        return pollAsync(sid).orTimeout(20, TimeUnit.SECONDS).join();
    }

    HttpResponse<String> post(String sid, String payload) {
        return send(
                request("EIO=4&transport=polling&sid=" + sid)
                        .POST(HttpRequest.BodyPublishers.ofString(payload))
                        .build());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    Raw webSocket(String query) {
        var raw = new Raw();
        raw.socket.complete(
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(base.replace("http:", "ws:") + query), raw)
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());
        return raw;
    }

    /** A websocket that has opened a session; its handshake has been read. */
    Raw openWebSocket() {
        Raw raw = webSocket("EIO=4&transport=websocket");
        raw.next();
        return raw;
    }

    /** A websocket that has joined the main namespace. */
    Raw join() {
        Raw raw = openWebSocket();
        raw.send("40");
        raw.next();
        return raw;
    }

    /** A websocket and what has come by it. */
    static final class Raw implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket from, ByteBuffer data, boolean last) {
            received.add("binary " + data.remaining());
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            received.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            received.add(CLOSED);
        }

        void send(String packet) {
            socket.join().sendText(packet, true).join();
        }

        void send(byte[] packet) {
            socket.join().sendBinary(ByteBuffer.wrap(packet), true).join();
        }

        void abort() {
            socket.join().abort();
        }

        /** The next message, or {@link #CLOSED}. */
        String next() {
            try {
                String message = received.poll(20, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("Nothing has come");
                }
                return message;
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
