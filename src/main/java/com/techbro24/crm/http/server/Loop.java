package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the server: its connections and their requests. */
final class Loop extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long LOOK_MILLISECONDS = 500;
    private static final long FORGET_MILLISECONDS = 5_000;
    private static final int LINE_BYTES_MAX = 8_192;
    private static final int HEADER_BYTES_MAX = 16_384;
    private static final int IDLE_SECONDS_BEYOND = 45;

    private final Server server;
    private final Map<HttpConnection, Connection> connections = new IdentityHashMap<>();
    private @Nullable HttpServer listening;
    private String date = "";

    Loop(Server server) {
        this.server = server;
    }

    @Override
    public Future<?> start() {
        HttpServerSettings settings = server.settings();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(settings.host())
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(LINE_BYTES_MAX)
                        .setMaxHeaderSize(HEADER_BYTES_MAX)
                        .setAcceptBacklog(1_024)
                        // Everything is written on the connection's own loop, so it needs no queue
                        // for other threads, which would be 4.7 KB for each.
                        .setStrictThreadMode(true)
                        .setIdleTimeout(
                                Math.toIntExact(
                                        settings.keepAlive().toSeconds() + IDLE_SECONDS_BEYOND))
                        .setIdleTimeoutUnit(TimeUnit.SECONDS);
        FirstHandler first = server.first();
        HttpServer next =
                vertx.createHttpServer(first == null ? options : first.applyTo(options))
                        .connectionHandler(this::connected)
                        .requestHandler(this::handle)
                        .invalidRequestHandler(this::handleInvalid)
                        .exceptionHandler(failure -> LOG.debug("a connection failed", failure));
        listening = next;
        tick();
        vertx.setPeriodic(LOOK_MILLISECONDS, id -> look());
        vertx.setPeriodic(FORGET_MILLISECONDS, id -> server.limits().forget());
        return next.listen(server.address());
    }

    int port() {
        return listening == null ? 0 : listening.actualPort();
    }

    /** Stops accepting, and closes each connection once it has its answer. */
    Future<?> shutdown(Duration grace) {
        return listening == null ? Future.succeededFuture() : listening.shutdown(grace);
    }

    /** The value of the Date header, at most half a second old. */
    String date() {
        return date;
    }

    Server server() {
        return server;
    }

    private void tick() {
        date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        server.clock().instant().atOffset(ZoneOffset.UTC));
    }

    private void look() {
        tick();
        long now = System.nanoTime();
        for (Connection connection : List.copyOf(connections.values())) {
            connection.look(server.settings(), now);
        }
    }

    private void connected(HttpConnection raw) {
        connections.put(raw, new Connection(raw, System.nanoTime()));
        raw.exceptionHandler(failure -> LOG.debug("a connection failed", failure));
        raw.closeHandler(closed -> connections.remove(raw));
    }

    private Connection connection(HttpServerRequest request) {
        HttpConnection raw = request.connection();
        return connections.computeIfAbsent(raw, one -> new Connection(one, System.nanoTime()));
    }

    private void handle(HttpServerRequest request) {
        Connection connection = connection(request);
        if (connection.isOver()) {
            return;
        }
        Problem error = Framing.error(request);
        if (error != null) {
            refuse(request, 400, error);
            return;
        }
        FirstHandler first = server.first();
        if (first != null && first.handles(request)) {
            if (request.canUpgradeToWebSocket()) {
                // Its entry as an HTTP connection would otherwise remain after the upgrade.
                connections.remove(request.connection());
            } else {
                connection.take(request);
            }
            first.handle(request);
            return;
        }
        Exchange exchange = new Exchange(this, connection, request, null);
        connection.begin(exchange);
        exchange.read();
    }

    /** Answers a request that could not be parsed. */
    private void handleInvalid(HttpServerRequest request) {
        if (connection(request).isOver()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        int status = 400;
        Problem problem = Problem.invalid("This is not a valid HTTP/1.1 request.");
        if (cause instanceof TooLongHttpLineException) {
            status = 414;
            problem =
                    Problem.of(
                            Problem.Code.TOO_LARGE,
                            "The address may have at most " + LINE_BYTES_MAX + " bytes.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            status = 431;
            problem =
                    Problem.of(
                            Problem.Code.TOO_LARGE,
                            "The headers may have at most " + HEADER_BYTES_MAX + " bytes.");
        } else if (cause instanceof ReadTimeoutException) {
            status = 408;
            problem = Problem.of(Problem.Code.TIMEOUT, "The headers took too long to arrive.");
        }
        refuse(request, status, problem);
    }

    /** Sends the last answer on the connection; what follows is ignored. */
    private void refuse(HttpServerRequest request, int status, Problem problem) {
        Connection connection = connection(request);
        connection.finish();
        Router.Match refused = new Router.Match.Refused(problem, Set.of());
        new Exchange(this, connection, request, refused).refuseAtLast(status, problem);
    }
}
