package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.OpenApiCheck;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole program on a free port of the loopback, with clients; every answer is held against the
 * document.
 */
final class RunningCrm implements AutoCloseable {
    static final String ADMIN_PASSWORD = "correct-horse-battery";
    static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private final Wiring wiring;
    private final Map<String, String> own;
    private final String database;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<LiveClient> clients = new ArrayList<>();
    private final OpenApiCheck document;
    private @Nullable String adminToken;
    private boolean stopped;

    /** Over a database of {@link #address}. */
    RunningCrm(String database, Clock clock) {
        this(database, clock, Map.of());
    }

    RunningCrm(String database, Clock clock, Map<String, String> own) {
        this.database = database;
        var all =
                new TreeMap<>(
                        Map.of(
                                "CRM_HOST", "127.0.0.1",
                                "CRM_PORT", "0",
                                "CRM_DATABASE", database,
                                "CRM_RATE_LIMIT", "1000000",
                                "CRM_RATE_LIMIT_ANONYMOUS", "1000000",
                                "CRM_OUTBOUND_ALLOW", "127.0.0.0/8",
                                "CRM_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                                "CRM_ADMIN_PASSWORD", ADMIN_PASSWORD));
        all.putAll(own);
        this.own = own;
        wiring = Wiring.start(Settings.read(all), clock);
        document = new OpenApiCheck(send("GET", "/api/openapi.json", null, null).body());
    }

    static RunningCrm start(TestDatabase kind) {
        return over(address(kind));
    }

    /** One more node over a database of {@link #address}. */
    static RunningCrm over(String database) {
        return new RunningCrm(database, Clock.systemUTC());
    }

    /** Of a fresh database. */
    static String address(TestDatabase kind) {
        return switch (kind.fresh()) {
            case DatabaseUrl.Sqlite sqlite -> "sqlite:" + sqlite.file();
            case DatabaseUrl.Postgres postgres ->
                    "postgresql://%s@%s"
                            .formatted(postgres.user(), postgres.jdbc().replaceFirst(".*//", ""));
        };
    }

    /** Its database, for {@link DatabaseState}. */
    String database() {
        return database;
    }

    /** A setting that it was started with. */
    String setting(String name) {
        return String.valueOf(own.get(name));
    }

    String url() {
        return "http://127.0.0.1:" + wiring.port();
    }

    /** What was answered. */
    record Answer(int status, String body) {
        JsonNode json() {
            return Json.read(body);
        }

        Answer expect(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        String id() {
            return json().get("id").textValue();
        }
    }

    Answer get(String token, String path) {
        return ask("GET", path, token, null);
    }

    Answer post(String token, String path, String body) {
        return ask("POST", path, token, body);
    }

    Answer put(String token, String path, String body) {
        return ask("PUT", path, token, body);
    }

    Answer delete(String token, String path) {
        return ask("DELETE", path, token, null);
    }

    /** Any request; its answer is held against the document. */
    Answer ask(String method, String path, @Nullable String token, @Nullable String body) {
        HttpResponse<String> response = send(method, path, token, body);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        check(method, path, response.statusCode(), headers, response.body());
        return new Answer(response.statusCode(), response.body());
    }

    /** Holds what was answered, on whichever way, against the document. */
    void check(String method, String path, int status, Map<String, String> headers, String body) {
        document.response(method, path, status, headers, body.getBytes(UTF_8));
    }

    HttpResponse<String> send(
            String method, String path, @Nullable String token, @Nullable String body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(WAIT_MAX)
                        .method(method, publisher);
        if (body != null) {
            boolean isJson = body.startsWith("{") || body.startsWith("[");
            request.header("content-type", isJson ? "application/json" : "text/csv");
        }
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a button of a page sends. */
    HttpResponse<String> form(String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(WAIT_MAX)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String login(String email, String password) {
        String body = Json.object().put("email", email).put("password", password).toString();
        Answer answer = ask("POST", "/api/auth/login", null, body).expect(200);
        return answer.json().get("token").textValue();
    }

    String admin() {
        if (adminToken == null) {
            adminToken = login("admin@example.com", ADMIN_PASSWORD);
        }
        return adminToken;
    }

    /** An agent who has logged in. */
    record Person(String id, String token) {}

    Person person(String name, String role, @Nullable String team) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        var input = Json.object().put("name", name).put("email", email).put("role", role);
        input.put("password", "a-password-of-" + name).put("team", team);
        String id = post(admin(), "/api/agents", input.toString()).expect(201).id();
        return new Person(id, login(email, "a-password-of-" + name));
    }

    String lead(String token, String name) {
        String body = Json.object().put("name", name).put("allowDuplicate", true).toString();
        return post(token, "/api/leads", body).expect(201).id();
    }

    LiveClient connect(String token) {
        return connect(token, null, "websocket");
    }

    LiveClient connect(String token, @Nullable Long since, String... transports) {
        LiveClient client = new LiveClient(url(), token, since, transports);
        clients.add(client);
        return client;
    }

    /** With its clients still there, as it is in life; the official Java one is waited for. */
    void stop() {
        if (!stopped) {
            stopped = true;
            wiring.stop(Duration.ofSeconds(5));
        }
    }

    @Override
    public void close() {
        // First, as a server waits a second for each that does not answer its farewell.
        clients.forEach(LiveClient::close);
        stop();
        http.close();
    }
}
