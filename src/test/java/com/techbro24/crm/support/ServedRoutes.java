package com.techbro24.crm.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.server.HttpServerSettings;
import com.techbro24.crm.http.server.Server;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes of some rooms over a spine, on a free port of the loopback; an agent's id is its
 * token, and every answer is held against the OpenAPI document.
 */
public final class ServedRoutes implements AutoCloseable {
    private static final HttpServerSettings SETTINGS =
            new HttpServerSettings(
                    "127.0.0.1",
                    0,
                    List.of(),
                    List.of(),
                    1 << 20,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    1_000_000,
                    1_000_000,
                    2_000,
                    2);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;
    private final OpenApiCheck document;

    public ServedRoutes(Spine spine, List<Route> routes) {
        server =
                new Server(
                                vertx,
                                SETTINGS,
                                routes,
                                spine.runner(),
                                token -> caller(spine, token),
                                spine.clock(),
                                spine.metrics(),
                                Optional.empty())
                        .start();
        document = new OpenApiCheck(text(send("GET", "/api/openapi.json", null, null)));
    }

    private static Optional<Caller> caller(Spine spine, String token) {
        return Id.isValid(token)
                ? spine.database().read(tx -> AgentStore.find(tx, token)).map(Agents::caller)
                : Optional.empty();
    }

    /** What was answered. */
    public record Answer(int status, JsonNode body) {
        public String id() {
            return body.get("id").textValue();
        }
    }

    public Answer get(Agent as, String path) {
        return ask("GET", path, as, null);
    }

    public Answer ask(String method, String path, Agent as, @Nullable JsonNode body) {
        HttpResponse<byte[]> response = send(method, path, as, body);
        document.response(method, path, response);
        String text = text(response);
        return new Answer(response.statusCode(), text.isEmpty() ? Json.object() : Json.read(text));
    }

    /** Sends bytes, with further headers by name and value, and answers with all that came back. */
    public HttpResponse<byte[]> send(
            String method, String path, Agent as, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(path, as).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = send(request);
        document.response(method, path, response);
        return response;
    }

    private HttpResponse<byte[]> send(
            String method, String path, @Nullable Agent as, @Nullable JsonNode body) {
        HttpRequest.Builder request = request(path, as);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return send(request);
    }

    public int port() {
        return server.port();
    }

    private HttpRequest.Builder request(String path, @Nullable Agent as) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return as == null ? request : request.header("Authorization", "Bearer " + as.id());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5));
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
