package com.techbro24.crm.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.socketio.Namespace;
import com.techbro24.crm.socketio.Socket;
import com.techbro24.crm.socketio.SocketIoServer;
import com.techbro24.crm.socketio.SocketIoSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Socket.IO server whose sockets wait until a test does something with them. */
final class Listeners implements AutoCloseable {
    private static final String CLOSED = "closed";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final SocketIoServer server =
            new SocketIoServer(SocketIoSettings.defaults(), Json.MAPPER, Json.OUTSIDE, executor);
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Socket> connected = new LinkedBlockingQueue<>();
    private final int port;

    Listeners() {
        namespace().onConnection(connected::add);
        port =
                vertx.createHttpServer()
                        .requestHandler(server::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    Namespace namespace() {
        return server.namespace("/");
    }

    /** A client that is connected, and the server's end of it. */
    Listener connect() throws InterruptedException {
        var listener = new Listener();
        String address = "ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket";
        WebSocket webSocket =
                http.newWebSocketBuilder().buildAsync(URI.create(address), listener).join();
        webSocket.sendText("40", true).join();
        Socket socket = connected.poll(20, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("It has not connected");
        }
        listener.socket = socket;
        return listener;
    }

    /** What a client hears. */
    static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable Socket socket;

        Socket socket() {
            return Objects.requireNonNull(socket);
        }

        /** The next event, or {@code ["closed"]}. */
        JsonNode next() throws InterruptedException {
            String event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("Nothing has come");
            }
            return Json.read(event);
        }

        String nextName() throws InterruptedException {
            return next().get(0).textValue();
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                if (partial.indexOf("42") == 0) {
                    events.add(partial.substring(2));
                }
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            events.add("[\"" + CLOSED + "\"]");
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        executor.close();
    }
}
