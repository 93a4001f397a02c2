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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the program lives, whether it can work, and what it measures. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final String METRICS =
            """
            # HELP crm_http_requests_seconds Requests, from their headers to the handing over of the answer
            # TYPE crm_http_requests_seconds summary
            crm_http_requests_seconds_count{method="GET",route="/api/leads",status="2xx"} 17
            crm_http_requests_seconds_sum{method="GET",route="/api/leads",status="2xx"} 0.021
            """;

    private final String version;
    private final Clock clock;
    private final Instant started;
    private final Supplier<Optional<String>> failure;
    private final AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.empty());
    private final Map<String, Supplier<Object>> parts;
    private final PrometheusMeterRegistry metrics;

    /**
     * @param fault why requests would not be served now, as the rest of a sentence; empty where
     *     they would
     * @param parts the status details for admins, by name
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
     * The answer to "are you well?".
     *
     * @param parts for an admin only
     */
    public record Health(
            String status,
            String version,
            long uptimeSeconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> parts) {}

    /** A single word. */
    public record Status(String status) {}

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/health",
                                "Whether the server is well, 503 and why where not; an admin also sees its parts.")
                        .open(true)
                        .uncounted()
                        .replies(Health.class)
                        .answer(this::health),
                Route.get("/api/health/live", "Whether the process lives.")
                        .open(true)
                        .uncounted()
                        .replies(Status.class)
                        .answer(request -> Reply.json(new Status("ok"))),
                Route.get(
                                "/api/health/ready",
                                "Whether the server can take requests, reads and writes; 503 and why where not.")
                        .open(true)
                        .uncounted()
                        .replies(Status.class)
                        .answer(request -> ready()),
                Route.get("/metrics", "Metrics for Prometheus; for an admin, or from this machine.")
                        .open(true)
                        .produces("text/plain")
                        .sample("text/plain", METRICS)
                        .problems(Problem.Code.FORBIDDEN)
                        .answer(this::metrics));
    }

    private Reply health(Request request) {
        long uptime = Duration.between(started, clock.instant()).toSeconds();
        Optional<String> found = look();
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
        Optional<String> found = look();
        if (found.isPresent()) {
            throw unavailable(found.get());
        }
        return Reply.json(new Status("ok"));
    }

    /** Logged when it changes, not at each probe. */
    private Optional<String> look() {
        Optional<String> found = failure.get();
        Optional<String> before = told.getAndSet(found);
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
            throw Problem.forbidden("Metrics are for an admin, or from this machine.");
        }
        String text = metrics.scrape();
        return Reply.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** A proxy on this machine comes from its loopback with whoever is behind it. */
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
