package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.techbro24.crm.socketio.engine.CloseReason;
import com.techbro24.crm.socketio.engine.EngineListener;
import com.techbro24.crm.socketio.engine.EngineServer;
import com.techbro24.crm.socketio.engine.EngineSession;
import com.techbro24.crm.socketio.engine.EngineSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * The application that the protocols' official conformance suites expect, on the loopback address.
 */
final class SuiteServer {
    private static final Duration PING_INTERVAL = Duration.ofMillis(300);
    private static final Duration PING_TIMEOUT = Duration.ofMillis(200);

    private final EngineServer echo =
            new EngineServer(suiteSettings("/engine.io/"), SuiteServer::echo);
    private final SocketIoServer sockets =
            new SocketIoServer(
                    SocketIoSettings.defaults()
                            .withEngine(suiteSettings("/socket.io/"))
                            .withConnectTimeout(Duration.ofSeconds(1)),
                    new ObjectMapper(),
                    new ObjectMapper(),
                    Executors.newVirtualThreadPerTaskExecutor());

    private SuiteServer() {
        sockets.namespace("/")
                .onConnection(socket -> socket.emit("auth", socket.handshake().auth()))
                .on(
                        "message",
                        (socket, arguments, ack) ->
                                socket.emit("message-back", arguments.toArray()))
                .on(
                        "message-with-ack",
                        (socket, arguments, ack) -> ack.orElseThrow().send(arguments.toArray()));
        sockets.namespace("/custom")
                .onConnection(socket -> socket.emit("auth", socket.handshake().auth()));
    }

    private static EngineSettings suiteSettings(String path) {
        return EngineSettings.defaults(path).withPings(PING_INTERVAL, PING_TIMEOUT);
    }

    private static EngineListener echo(EngineSession session) {
        return new EngineListener() {
            @Override
            public void onMessage(String message) {
                session.send(message);
            }

            @Override
            public void onMessage(byte[] message) {
                session.send(message);
            }

            @Override
            public void onClose(CloseReason reason) {}
        };
    }

    private void handle(HttpServerRequest request) {
        if (echo.handles(request)) {
            echo.handle(request);
        } else if (sockets.handles(request)) {
            sockets.handle(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    /**
     * @param arguments the port, and on how many event loops to listen (1 if not said)
     */
    public static void main(String[] arguments) {
        QuietLogs.on();
        int port = Integer.parseInt(arguments[0]);
        int loops = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        var suite = new SuiteServer();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx.deployVerticle(
                        () ->
                                new VerticleBase() {
                                    @Override
                                    public Future<?> start() {
                                        return vertx.createHttpServer(
                                                        suite.sockets
                                                                .settings()
                                                                .engine()
                                                                .applyTo(new HttpServerOptions()))
                                                .requestHandler(suite::handle)
                                                .listen(port, "localhost");
                                    }
                                },
                        new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> System.out.println("Listening on http://localhost:" + port))
                .onFailure(
                        failure -> {
                            System.err.println(
                                    "Cannot listen on port " + port + ": " + failure.getMessage());
                            System.exit(1);
                        });
    }
}
