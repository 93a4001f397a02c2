package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.techbro24.crm.socketio.engine.EngineSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A Socket.IO server on two event loops and a free loopback port. */
final class TestServer implements AutoCloseable {
    private static final int LOOPS = 2;

    /** Vert.x's way to say: any port, the same for all instances. */
    private static final int SHARED_FREE_PORT = -1;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final SocketIoServer sockets;
    private final int port;

    TestServer(SocketIoSettings settings) {
        QuietLogs.on();
        sockets = new SocketIoServer(settings, new ObjectMapper(), new ObjectMapper(), executor);
        var options = settings.engine().applyTo(new HttpServerOptions());
        var listening = new AtomicInteger();
        await(
                vertx.deployVerticle(
                        () ->
                                new VerticleBase() {
                                    @Override
                                    public Future<?> start() {
                                        return vertx.createHttpServer(options)
                                                .requestHandler(sockets::handle)
                                                .listen(SHARED_FREE_PORT, "127.0.0.1")
                                                .map(HttpServer::actualPort)
                                                .onSuccess(listening::set);
                                    }
                                },
                        new DeploymentOptions().setInstances(LOOPS)));
        port = listening.get();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Long pings, so that a test that is held up is not cut off. */
    static SocketIoSettings settings() {
        return SocketIoSettings.defaults()
                .withEngine(
                        EngineSettings.defaults("/socket.io/")
                                .withPings(Duration.ofSeconds(20), Duration.ofSeconds(20)))
                .withLimits(10, 1_000_000, 64);
    }

    static TestServer start() {
        return new TestServer(settings());
    }

    SocketIoServer sockets() {
        return sockets;
    }

    Namespace main() {
        return sockets.namespace("/");
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        sockets.close(Duration.ofSeconds(5)).toCompletableFuture().join();
        await(vertx.close());
        executor.close();
    }
}
