package com.techbro24.crm.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Liveness, readiness and metrics. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final String METRICS =
            """
            # HELP crm_http_requests_seconds Requests, from their headers to the handover of the response
            # TYPE crm_http_requests_seconds histogram
            crm_http_requests_seconds_bucket{method="GET",route="/api/leads",status="2xx",le="0.005"} 16
            crm_http_requests_seconds_bucket{method="GET",route="/api/leads",status="2xx",le="+Inf"} 17
            crm_http_requests_seconds_count{method="GET",route="/api/leads",status="2xx"} 17
            crm_http_requests_seconds_sum{method="GET",route="/api/leads",status="2xx"} 0.021
            """;

    private final String version;
    private final Clock clock;
    private final Instant started;
    private final Supplier<Optional<String>> failure;
    private final AtomicReference<Optional<String>> lastReported =
            new AtomicReference<>(Optional.empty());
    private final Map<String, Supplier<Object>> parts;
    private final PrometheusMeterRegistry metrics;
    private final AtomicBoolean hasProcessMetrics = new AtomicBoolean();

    /**
     * @param failure why requests cannot be served now, as the rest of a sentence; empty if they
     *     can
     * @param parts status details for admins, by name
     */
    public HealthRoutes(
            String version,
            Clock clock,
            Supplier<Optional<String>> failure,
            Map<String, Supplier<Object>> parts,
            PrometheusMeterRegistry metrics) {
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
        this.failure = failure;
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * The health report.
     *
     * @param status {@code ok}, or what is wrong in one word
     * @param uptimeSeconds how long the process has been running
     * @param parts for an admin only
     */
    public record Health(
            String status,
            String version,
            long uptimeSeconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> parts) {}

    /**
     * A single word.
     *
     * @param status {@code ok}, or what is wrong in one word
     */
    public record Status(String status) {}

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/health",
                                "The health of the server; 503 with the reason if unhealthy. Admins also see details.")
                        .named("Get health")
                        .open(true)
                        .uncounted()
                        .replies(Health.class)
                        .answer(this::health),
                Route.get("/api/health/live", "Liveness: whether the process is running.")
                        .named("Get liveness")
                        .open(true)
                        .uncounted()
                        .replies(Status.class)
                        .answer(request -> Reply.json(new Status("ok"))),
                Route.get(
                                "/api/health/ready",
                                "Readiness: whether the server can serve reads and writes; 503 with the reason if not.")
                        .named("Get readiness")
                        .open(true)
                        .uncounted()
                        .replies(Status.class)
                        .answer(request -> ready()),
                Route.get(
                                "/metrics",
                                "Metrics for Prometheus; only for admins, or from the server's own machine.")
                        .named("Get metrics")
                        .open(true)
                        .produces("text/plain")
                        .sample("text/plain", METRICS)
                        .problems(Problem.Code.FORBIDDEN)
                        .answer(this::metrics));
    }

    private Reply health(Request request) {
        long uptime = Duration.between(started, clock.instant()).toSeconds();
        Optional<String> found = check();
        if (found.isPresent()) {
            throw unavailable(found.get()).with("version", version).with("uptimeSeconds", uptime);
        }
        Caller caller = request.callerOrNull();
        Map<String, Object> seen = null;
        if (caller != null && caller.role() == Role.ADMIN) {
            Map<String, Object> all = new LinkedHashMap<>();
            parts.forEach((name, part) -> all.put(name, part.get()));
            seen = all;
        }
        return Reply.json(new Health("ok", version, uptime, seen));
    }

    private Reply ready() {
        Optional<String> found = check();
        if (found.isPresent()) {
            throw unavailable(found.get());
        }
        return Reply.json(new Status("ok"));
    }

    /** Logged when it changes, not at each probe. */
    private Optional<String> check() {
        Optional<String> found = failure.get();
        Optional<String> before = lastReported.getAndSet(found);
        if (!found.equals(before)) {
            if (found.isPresent()) {
                LOG.warn("not ready for requests: {}", found.get());
            } else {
                LOG.info("ready for requests again");
            }
        }
        return found;
    }

    private static Problem unavailable(String reason) {
        return Problem.unavailable("The server cannot take requests now: " + reason + ".");
    }

    private Reply metrics(Request request) {
        Caller caller = request.callerOrNull();
        boolean admin = caller != null && caller.role() == Role.ADMIN;
        if (!admin && (isForwarded(request) || !isLoopback(request.address()))) {
            throw Problem.forbidden(
                    "Metrics are only available to admins, or from the server's own machine.");
        }
        if (!hasProcessMetrics.getAndSet(true)) {
            Metrics.addProcess(metrics);
        }
        String text = metrics.scrape();
        return Reply.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** A proxy on this machine uses the loopback address for all its clients. */
    private static boolean isForwarded(Request request) {
        return request.header("x-forwarded-for").isPresent()
                || request.header("forwarded").isPresent();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException failure) {
            return false;
        }
    }
}
