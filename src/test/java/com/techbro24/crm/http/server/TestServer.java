package com.techbro24.crm.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.GroupCommit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server over the room of {@link Things} and a real spine, on a free port of the loopback. */
final class TestServer implements AutoCloseable {
    static final HttpServerSettings SETTINGS =
            new HttpServerSettings(
                    "127.0.0.1",
                    0,
                    List.of("https://crm.example"),
                    List.of("127.0.0.1"),
                    64 * 1024,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    1_000_000,
                    1_000_000,
                    2_000,
                    2);

    final ThingRoutes things;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Server server;
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final GroupCommit writer;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private boolean stopped;

    TestServer(Path folder, HttpServerSettings settings) {
        this(folder, settings, Clock.systemUTC(), null);
    }

    TestServer(
            Path folder, HttpServerSettings settings, Clock clock, @Nullable FirstHandler first) {
        database = Databases.open(new DatabaseUrl.Sqlite(folder.resolve("crm.db")));
        ChangeLog log =
                new ChangeLog(
                        new ChangeFeed(database, new ChangeReader(Things.KINDS)),
                        (works, changes, took) -> {});
        writer = new GroupCommit(database, log);
        int _ =
                writer.write(
                        tx -> {
                            Things.makeTable(tx);
                            return 0;
                        });
        CommandCatalog catalog = new CommandCatalog();
        CommandRunner runner = new CommandRunner(catalog, writer, log, clock, metrics);
        things = new ThingRoutes(database);
        catalog.add(new Things(), Things.TYPES);
        server =
                new Server(
                                vertx,
                                settings,
                                things.routes(),
                                runner,
                                Things::caller,
                                clock,
                                metrics,
                                Optional.ofNullable(first))
                        .start();
    }

    int port() {
        return server.port();
    }

    /** Waits until every request that was begun is done, its line in the log too. */
    void awaitQuiet() {
        while (metrics.get("crm.http.requests.in_flight").gauge().value() > 0) {
            Thread.onSpinWait();
        }
    }

    void stop() {
        if (!stopped) {
            stopped = true;
            server.stop(Duration.ofSeconds(10));
        }
    }

    @Override
    public void close() {
        things.slow.countDown();
        stop();
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        writer.close();
        database.close();
    }

    /** One request to send; as an agent, unless it says otherwise. */
    final class Ask {
        private final HttpRequest.Builder builder;
        private final String method;
        private byte @Nullable [] body;
        private @Nullable String token = "agent";

        Ask(String method, String path) {
            this.method = method;
            builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        }

        Ask as(@Nullable String other) {
            token = other;
            return this;
        }

        Ask header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        Ask json(String text) {
            return header("Content-Type", "application/json")
                    .bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Ask bytes(byte[] bytes) {
            body = bytes;
            return this;
        }

        Answer send() {
            if (token != null) {
                builder.header("Authorization", "Bearer " + token);
            }
            var publisher =
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(body);
            try {
                return new Answer(
                        client.send(
                                builder.method(method, publisher).build(),
                                HttpResponse.BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    record Answer(HttpResponse<byte[]> raw) {
        int status() {
            return raw.statusCode();
        }

        byte[] bytes() {
            return raw.body();
        }

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.read(text());
        }

        @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        String code() {
            return json().path("code").asText();
        }

        List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.get("field").asText() + " " + error.get("code").asText())
                    .toList();
        }
    }

    Ask get(String path) {
        return new Ask("GET", path);
    }

    Ask post(String path) {
        return new Ask("POST", path);
    }

    Ask ask(String method, String path) {
        return new Ask(method, path);
    }

    /** A new thing; its id. */
    String thing(String name) {
        Answer answer = post("/api/things").json("{\"name\":\"" + name + "\"}").send();
        return answer.json().get("id").asText();
    }
}
