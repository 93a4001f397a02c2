package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.techbro24.crm.socketio.engine.EngineServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Socket.IO 5 server for one path of an HTTP server. */
public final class SocketIoServer {
    private final SocketIoSettings settings;
    private final ObjectMapper json;
    private final ObjectReader reader;
    private final Executor executor;
    private final EngineServer engine;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

    /**
     * @param json writes the arguments of emitted events
     * @param reading reads client data, possibly with other limits
     * @param executor runs guards and handlers; with virtual threads they may block
     */
    public SocketIoServer(
            SocketIoSettings settings, ObjectMapper json, ObjectMapper reading, Executor executor) {
        this.settings = settings;
        this.json = json;
        this.reader = PacketDecoder.reader(reading);
        this.executor = executor;
        this.engine = new EngineServer(settings.engine(), session -> new Connection(this, session));
        // The main namespace always exists, even if the application does not use it.
        namespace("/");
    }

    public SocketIoSettings settings() {
        return settings;
    }

    /** The namespace with this name, created on first use; {@code /} is the main one. */
    public Namespace namespace(String name) {
        if (!name.startsWith("/") || name.contains(",")) {
            throw new IllegalArgumentException(
                    "A namespace must start with a slash and contain no comma: " + name);
        }
        return namespaces.computeIfAbsent(name, fresh -> new Namespace(fresh, this));
    }

    @Nullable Namespace find(String name) {
        return namespaces.get(name);
    }

    /** Whether a request is for this server, by its path. */
    public boolean handles(HttpServerRequest request) {
        return engine.handles(request);
    }

    /** Answers a request or upgrades its connection; call it on the request's event loop. */
    public void handle(HttpServerRequest request) {
        engine.handle(request);
    }

    public SocketIoMetrics metrics() {
        int sockets = namespaces.values().stream().mapToInt(Namespace::size).sum();
        return new SocketIoMetrics(sockets, engine.metrics());
    }

    /**
     * Accepts no new clients and closes the existing connections, so that clients reconnect later.
     *
     * @return complete when everything is flushed and all handlers have returned, or after the
     *     timeout
     */
    public CompletionStage<Void> close(Duration patience) {
        List<Socket> sockets =
                namespaces.values().stream()
                        .flatMap(namespace -> namespace.sockets().stream())
                        .toList();
        CompletableFuture<?> closed = engine.close(patience).toCompletableFuture();
        CompletableFuture<?>[] idle =
                sockets.stream().map(Socket::whenEnded).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(closed, CompletableFuture.allOf(idle))
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    ObjectMapper json() {
        return json;
    }

    ObjectReader reader() {
        return reader;
    }

    Executor executor() {
        return executor;
    }
}
