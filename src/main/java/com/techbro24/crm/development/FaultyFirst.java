package com.techbro24.crm.development;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.server.FirstHandler;
import com.techbro24.crm.socketio.Namespace;
import com.techbro24.crm.socketio.Socket;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests and sockets meet the faults that were asked for, before whoever takes them. What is
 * for development itself, and the question whether the server is well, meet none.
 */
final class FaultyFirst implements FirstHandler, AutoCloseable {
    private static final List<String> SPARED = List.of("/api/dev", "/api/health");
    private static final Duration DROP_INTERVAL = Duration.ofSeconds(1);

    private final FirstHandler sockets;
    private final Namespace namespace;
    private final RandomGenerator random = new Random();
    private final Repeated drops = new Repeated("faults", DROP_INTERVAL, this::dropSockets);
    private volatile Faults faults = Faults.NONE;

    /**
     * @param sockets takes the requests that are Socket.IO's
     */
    FaultyFirst(FirstHandler sockets, Namespace namespace) {
        this.sockets = sockets;
        this.namespace = namespace;
    }

    Faults faults() {
        return faults;
    }

    void set(Faults wanted) {
        if (wanted.errors() != null) {
            Problem.Code _ = wanted.errors().code();
        }
        faults = wanted;
        drops.run(wanted.droppedSockets() != null);
    }

    @Override
    public HttpServerOptions applyTo(HttpServerOptions options) {
        return sockets.applyTo(options);
    }

    @Override
    public boolean handles(HttpServerRequest request) {
        return sockets.handles(request) || !isSpared(String.valueOf(request.path())) && isDropped();
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!sockets.handles(request) || isDropped()) {
            var _ = request.connection().close();
        } else {
            sockets.handle(request);
        }
    }

    @Override
    public void pass(String path) {
        Faults asked = faults;
        if (isSpared(path)) {
            return;
        }
        if (asked.latency() != null) {
            sleep(asked.latency());
        }
        if (asked.errors() != null && happens(asked.errors().rate())) {
            throw Problem.of(
                    asked.errors().code(), "A fault that was asked for at /api/dev/faults.");
        }
    }

    private void sleep(Faults.Latency latency) {
        int jitter = latency.jitterMilliseconds() == null ? 0 : latency.jitterMilliseconds();
        int shift = jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1);
        try {
            Thread.sleep(Math.max(0, latency.milliseconds() + shift));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isSpared(String path) {
        String plain = path.replaceFirst("^/api/v\\d+/", "/api/");
        return SPARED.stream()
                .anyMatch(spared -> plain.equals(spared) || plain.startsWith(spared + "/"));
    }

    private boolean isDropped() {
        Faults.@Nullable Dropped dropped = faults.droppedSockets();
        return dropped != null && happens(dropped.rate());
    }

    private boolean happens(BigDecimal rate) {
        return random.nextDouble() < rate.doubleValue();
    }

    private void dropSockets() {
        for (Socket socket : namespace.sockets()) {
            if (isDropped()) {
                socket.abort();
            }
        }
    }

    @Override
    public void close() {
        drops.run(false);
    }
}
