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
 * Injects the configured faults into requests and sockets. Development routes and health checks are
 * exempt.
 */
final class FaultInjector implements FirstHandler, AutoCloseable {
    private static final List<String> EXEMPT = List.of("/api/dev", "/api/health");
    private static final Duration DROP_INTERVAL = Duration.ofSeconds(1);

    private final FirstHandler sockets;
    private final Namespace namespace;
    private final RandomGenerator random = new Random();
    private final PeriodicTask drops = new PeriodicTask("faults", DROP_INTERVAL, this::dropSockets);
    private volatile Faults faults = Faults.NONE;

    /**
     * @param sockets handles the requests of Socket.IO
     */
    FaultInjector(FirstHandler sockets, Namespace namespace) {
        this.sockets = sockets;
        this.namespace = namespace;
    }

    Faults faults() {
        return faults;
    }

    void set(Faults newFaults) {
        if (newFaults.errors() != null) {
            Problem.Code _ = newFaults.errors().code();
        }
        faults = newFaults;
        drops.run(newFaults.droppedSockets() != null);
    }

    @Override
    public HttpServerOptions applyTo(HttpServerOptions options) {
        return sockets.applyTo(options);
    }

    @Override
    public boolean handles(HttpServerRequest request) {
        return sockets.handles(request) || !isExempt(String.valueOf(request.path())) && isDropped();
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
        Faults current = faults;
        if (isExempt(path)) {
            return;
        }
        if (current.latency() != null) {
            sleep(current.latency());
        }
        if (current.errors() != null && occurs(current.errors().rate())) {
            throw Problem.of(
                    current.errors().code(), "A simulated fault, configured at /api/dev/faults.");
        }
    }

    private void sleep(Faults.Latency latency) {
        int jitter = latency.jitterMilliseconds() == null ? 0 : latency.jitterMilliseconds();
        int shift = jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1);
        try {
            Thread.sleep(Math.max(0, latency.milliseconds() + shift));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isExempt(String path) {
        String plain = path.replaceFirst("^/api/v\\d+/", "/api/");
        return EXEMPT.stream()
                .anyMatch(exempt -> plain.equals(exempt) || plain.startsWith(exempt + "/"));
    }

    private boolean isDropped() {
        Faults.@Nullable Dropped dropped = faults.droppedSockets();
        return dropped != null && occurs(dropped.rate());
    }

    private boolean occurs(BigDecimal rate) {
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
