package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.openapi.DocsRoutes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: several event loops on one port, driven by the route table. */
public final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Vertx vertx;
    private final HttpServerSettings settings;
    private final Router router;
    private final Dispatch dispatch;
    private final RateLimits limits;
    private final Cors cors;
    private final ClientAddress proxies;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final @Nullable FirstHandler first;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Timer> unrouted = new AtomicReferenceArray<>(6);
    private final SocketAddress address;
    private volatile @Nullable String deployment;

    /**
     * @param callers finds the caller of a token; empty or a thrown problem for an invalid one
     * @param first handles some requests before the routes; empty for none
     */
    public Server(
            Vertx vertx,
            HttpServerSettings settings,
            List<Route> routes,
            CommandRunner runner,
            Function<String, Optional<Caller>> callers,
            Clock clock,
            MeterRegistry metrics,
            Optional<? extends FirstHandler> first) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.first = first.orElse(null);
        // A free port that the loops of this server share, and no other server of this JVM.
        this.address =
                settings.port() == 0
                        ? SocketAddress.sharedRandomPort(COUNT.incrementAndGet(), settings.host())
                        : SocketAddress.inetSocketAddress(settings.port(), settings.host());
        this.cors = new Cors(settings);
        this.proxies = new ClientAddress(settings.trustedProxies());
        List<Mounted> mounted = new ArrayList<>();
        routes.forEach(route -> mounted.add(new Mounted(route, metrics)));
        DocsRoutes.of(mounted, settings.publicUrl())
                .forEach(route -> mounted.add(new Mounted(route, metrics)));
        this.router = new Router(mounted);
        this.limits = new RateLimits(settings, clock);
        this.dispatch = new Dispatch(settings, callers, runner, limits);
        Gauge.builder("crm.http.requests.in_flight", inFlight, AtomicInteger::get)
                .description("Requests in progress")
                .register(metrics);
    }

    /** Starts listening; throws if that fails. */
    public Server start() {
        var options = new DeploymentOptions().setInstances(settings.eventLoops());
        deployment =
                vertx.deployVerticle(
                                () -> {
                                    Loop loop = new Loop(this);
                                    loops.add(loop);
                                    return loop;
                                },
                                options)
                        .await();
        return this;
    }

    /** The port, also if a free one was requested. */
    public int port() {
        return loops.getFirst().port();
    }

    /** Stops accepting and waits for requests in flight, at most {@code grace}. */
    public void stop(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        List<Future<?>> closing = new ArrayList<>();
        loops.forEach(loop -> closing.add(loop.shutdown(grace)));
        try {
            Future.join(closing)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(grace.toMillis() + 1_000, TimeUnit.MILLISECONDS);
            while (inFlight.get() > 0 && System.nanoTime() < end) {
                Thread.sleep(5);
            }
        } catch (TimeoutException | java.util.concurrent.ExecutionException failure) {
            LOG.warn("not all connections ended in time");
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
        }
        String deployed = deployment;
        if (deployed != null) {
            deployment = null;
            vertx.undeploy(deployed).toCompletionStage().toCompletableFuture().join();
        }
    }

    SocketAddress address() {
        return address;
    }

    HttpServerSettings settings() {
        return settings;
    }

    /** The server's own path, and what is there. */
    record Routed(String path, Router.Match match) {}

    /** A proxy may have kept the prefix of the public address. */
    Routed route(String method, String asked) {
        Router.Match match = router.match(method, asked);
        String own = match instanceof Router.Match.Found ? null : settings.publicUrl().own(asked);
        return own == null ? new Routed(asked, match) : new Routed(own, router.match(method, own));
    }

    Dispatch dispatch() {
        return dispatch;
    }

    RateLimits limits() {
        return limits;
    }

    Cors cors() {
        return cors;
    }

    Clock clock() {
        return clock;
    }

    @Nullable FirstHandler first() {
        return first;
    }

    /** Whether another request may run. */
    boolean enter() {
        if (inFlight.incrementAndGet() <= settings.requestsInFlightMax()) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** Counts a request in progress again that had left. */
    void enterAgain() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    /** Whether the client used TLS to a trusted proxy. */
    boolean isSecure(Exchange exchange) {
        return "https".equalsIgnoreCase(exchange.headers().value(Headers.FORWARDED_PROTO))
                && proxies.isTrusted(exchange.peer());
    }

    /** The path of a new row; null if no route reads it. */
    @Nullable String location(Exchange exchange, String id) {
        String path = exchange.path + (exchange.path.endsWith("/") ? "" : "/") + id;
        return router.match("GET", path) instanceof Router.Match.Found ? path : null;
    }

    void recordUnrouted(int status, long nanoseconds) {
        int kind = Math.clamp(status / 100, 1, 5);
        Timer timer = unrouted.get(kind);
        if (timer == null) {
            timer = Mounted.timer(metrics, "none", "none", kind);
            unrouted.set(kind, timer);
        }
        timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }
}
