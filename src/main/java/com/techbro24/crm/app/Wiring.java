package com.techbro24.crm.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The running server: every object made by {@code new}, every room mounted, on one page. */
final class Wiring {
    private final Vertx vertx;
    private final HttpServer server;

    private Wiring(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** Starts everything, and listens when all is ready; what fails to start is thrown. */
    static Wiring start(Settings settings) {
        var vertx = Vertx.vertx();
        try {
            var server =
                    vertx.createHttpServer()
                            .requestHandler(
                                    request -> {
                                        var healthy = "/api/health".equals(request.path());
                                        request.response()
                                                .setStatusCode(healthy ? 200 : 404)
                                                .putHeader("content-type", "application/json")
                                                .end(healthy ? "{\"status\":\"ok\"}" : "{}");
                                    })
                            .listen(settings.http().port(), settings.http().host())
                            .await();
            return new Wiring(vertx, server);
        } catch (RuntimeException failure) {
            vertx.close().await();
            throw failure;
        }
    }

    /** The port that is listened on, also where a free one was asked for. */
    int port() {
        return server.actualPort();
    }

    /** What a person must be told once, such as the password that was made for the first admin. */
    List<String> notes() {
        return List.of();
    }

    /** Takes no more work, finishes what is in flight, closes everything; returns in time. */
    void stop(Duration grace) {
        server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS).await();
        vertx.close().await();
    }
}
