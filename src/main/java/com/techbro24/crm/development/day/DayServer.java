package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The server of a simulated day as its clients see it, and an estimate of its clock. */
final class DayServer implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient webSockets;
    private volatile Instant realStart = Instant.EPOCH;
    private volatile Instant dayStart = Instant.EPOCH;
    private volatile double speed = 1;

    /** An answer; the body is missing if there was none. */
    record Answer(int status, JsonNode body) {
        /** The body; fails if the answer is an error. */
        JsonNode ok() {
            if (status >= 400) {
                throw new IllegalStateException(status + " " + body);
            }
            return body;
        }

        /** The code of the first error of the input; empty if there is none. */
        String errorCode() {
            return status < 400 ? "" : body.at("/errors/0/code").asText();
        }
    }

    DayServer(URI url) {
        this.url = url;
        this.webSockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    Answer get(String token, String path) {
        return send("GET", token, path, null);
    }

    Answer post(@Nullable String token, String path, ObjectNode body) {
        return send("POST", token, path, body);
    }

    private Answer send(
            String method, @Nullable String token, String path, @Nullable ObjectNode body) {
        HttpRequest.BodyPublisher content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_MAX);
        request.method(method, content).header("content-type", "application/json");
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body().isEmpty() ? Json.MAPPER.missingNode() : Json.read(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the simulation was interrupted", e);
        }
    }

    String login(String email, String password) {
        ObjectNode body = Json.object().put("email", email).put("password", password);
        return post(null, "/api/auth/login", body).ok().get("token").asText();
    }

    DaySocket connect(String token, DaySocket.Listener listener) {
        return DaySocket.connect(webSockets, url, token, listener);
    }

    /** Sets the server's clock, and synchronizes the estimate. */
    void setClock(String token, ObjectNode update) {
        JsonNode current = post(token, "/api/dev/clock", update).ok();
        realStart = Times.parse(current.get("realTime").asText()).orElseThrow();
        dayStart = Times.parse(current.get("now").asText()).orElseThrow();
        speed = current.get("speed").asDouble();
    }

    Instant now() {
        Duration passed = Duration.between(realStart, Instant.now());
        return dayStart.plusMillis((long) (passed.toNanos() / 1e6 * speed));
    }

    /** The real milliseconds since that server time. */
    double lateMilliseconds(Instant then) {
        return Duration.between(then, now()).toNanos() / 1e6 / speed;
    }

    /** Sleeps for this many seconds of server time. */
    void sleep(double seconds) {
        try {
            Thread.sleep(Duration.ofNanos((long) (seconds * 1e9 / speed)));
        } catch (InterruptedException e) {
            throw new IllegalStateException("the simulation was interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        webSockets.close().await();
        vertx.close().await();
    }
}
