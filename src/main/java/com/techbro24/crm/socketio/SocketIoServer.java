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
     * @param json writes the arguments of what is emitted
     * @param reading reads what clients send, which may be bounded otherwise
     * @param executor runs guards and handlers; one that makes a virtual thread for each task lets
     *     them block
     */
    public SocketIoServer(
            SocketIoSettings settings, ObjectMapper json, ObjectMapper reading, Executor executor) {
        this.settings = settings;
        this.json = json;
        this.reader = PacketDecoder.reader(reading);
        this.executor = executor;
        this.engine = new EngineServer(settings.engine(), session -> new Connection(this, session));
        // The main namespace is there for every client, whether or not the application has a use
        // for it.
        namespace("/");
    }

    public SocketIoSettings settings() {
        return settings;
    }

    /**
     * The namespace of that name, which clients may join from now on; {@code /} is the main one.
     */
    public Namespace namespace(String name) {
        if (!name.startsWith("/") || name.contains(",")) {
            throw new IllegalArgumentException(
                    "A namespace begins with a slash and has no comma: " + name);
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

    /**
     * Answers a request, or takes its connection over; to be called on the request's event loop.
     */
    public void handle(HttpServerRequest request) {
        engine.handle(request);
    }

    public SocketIoMetrics metrics() {
        int sockets = namespaces.values().stream().mapToInt(Namespace::size).sum();
        return new SocketIoMetrics(sockets, engine.metrics());
    }

    /**
     * Takes no new clients, and closes the connections of those there are, so that they try to come
     * back later.
     *
     * @return complete when what was sent is on its way and all handlers have returned, or when the
     *     time is over
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
