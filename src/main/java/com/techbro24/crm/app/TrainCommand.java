package com.techbro24.crm.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.TemporaryFolder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * Starts a server on an empty database, sends typical requests and stops: the training run for the
 * JVM's ahead-of-time cache (JEP 514).
 */
@Command(name = "train", hidden = true, description = "A training run for the ahead-of-time cache.")
final class TrainCommand implements Callable<Integer> {
    private static final Duration TIME_MAX = Duration.ofSeconds(60);
    private static final String EMAIL = "practice@example.com";
    private static final String PASSWORD = "only-for-this-practice";
    private static final int ROUNDS = 100;

    /** Limits the training time on a busy machine. */
    private static final Duration WORK_MAX = Duration.ofSeconds(5);

    private static final String[] PATHS = {
        "/api/health", "/api/openapi.json", "/docs", "/api/leads"
    };

    @Override
    public Integer call() throws IOException {
        Thread.ofPlatform().daemon().start(TrainCommand::exitAfterTimeout);
        var folder = TemporaryFolder.create("crm-train");
        try {
            train(folder);
        } finally {
            delete(folder);
        }
        return ExitCode.OK;
    }

    private static void train(Path folder) throws IOException {
        var settings =
                Settings.read(
                        Map.of(
                                "CRM_HOST",
                                "127.0.0.1",
                                "CRM_PORT",
                                "0",
                                "CRM_DATABASE",
                                "sqlite:" + folder.resolve("crm.db"),
                                "CRM_ADMIN_EMAIL",
                                EMAIL,
                                "CRM_ADMIN_PASSWORD",
                                PASSWORD,
                                "CRM_RATE_LIMIT",
                                "100000"));
        Logging.start(settings.log());
        var running = Wiring.start(settings);
        var site = "http://127.0.0.1:" + running.port();
        for (var path : PATHS) ask(site + path, null, null);
        work(site);
        running.stop(Duration.ofSeconds(5));
        // Again, on an existing database, as in nearly every start.
        Wiring.start(settings).stop(Duration.ofSeconds(5));
    }

    /** Typical requests of a team, so that the JVM can record what is worth compiling. */
    private static void work(String site) throws IOException {
        var login = Json.object().put("email", EMAIL).put("password", PASSWORD);
        var token = ask(site + "/api/auth/login", null, login).path("token").textValue();
        long end = System.nanoTime() + WORK_MAX.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            var lead =
                    Json.object()
                            .put("name", "Practice " + round)
                            .put("phone", "+49 151 %08d".formatted(round))
                            .put("email", "practice" + round + "@example.com")
                            .put("company", "Example GmbH");
            var id = ask(site + "/api/leads", token, lead).path("id").textValue();
            ask(site + "/api/leads/" + id, token, null);
            var status = Json.object().put("status", "contacted");
            ask(site + "/api/leads/" + id + "/status", token, status);
            ask(site + "/api/leads?limit=20", token, null);
        }
    }

    /** Sends GET, or POST if there is a body, and reads the response. */
    private static JsonNode ask(String address, @Nullable String token, @Nullable JsonNode body)
            throws IOException {
        var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        if (token != null) connection.setRequestProperty("Authorization", "Bearer " + token);
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(Json.bytes(body));
        }
        boolean refused = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (var answer = refused ? connection.getErrorStream() : connection.getInputStream()) {
            var text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("{") ? Json.read(text) : Json.object();
        }
    }

    private static void exitAfterTimeout() {
        try {
            Thread.sleep(TIME_MAX);
        } catch (InterruptedException ended) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
