package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program in a process of its own, which can be stopped, continued and killed like any other.
 */
final class NodeProcess implements AutoCloseable {
    private static final String API = "  API    ";
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(40);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<LiveClient> clients = new ArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();

    /** Starts it over a database of {@link RunningCrm#address}; its folder is an empty one. */
    static NodeProcess start(Path folder, String database) {
        return start(folder, List.of(), Map.of("CRM_DATABASE", database));
    }

    /**
     * @param before a command that runs the rest of the line, such as {@code unshare}
     */
    static NodeProcess start(Path folder, List<String> before, Map<String, String> settings) {
        NodeProcess node = new NodeProcess(folder, before, settings);
        try {
            String _ = node.url.orTimeout(START_MAX.toSeconds(), TimeUnit.SECONDS).join();
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw new AssertionError(String.join("\n", node.output), e);
        }
    }

    private NodeProcess(Path folder, List<String> before, Map<String, String> settings) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "serve"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CRM_"));
        builder.environment().put("CRM_HOST", "127.0.0.1");
        builder.environment().put("CRM_PORT", "0");
        builder.environment().put("CRM_RATE_LIMIT", "1000000");
        builder.environment().put("CRM_RATE_LIMIT_ANONYMOUS", "1000000");
        builder.environment().put("CRM_ADMIN_PASSWORD", RunningCrm.ADMIN_PASSWORD);
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::readOutput);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private void readOutput() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith(API)) {
                    url.complete(line.substring(API.length()).replaceFirst("/api$", ""));
                }
            }
        } catch (IOException closed) {
            // The process has ended.
        }
        url.completeExceptionally(new IllegalStateException("it ended before it was ready"));
    }

    /** All that it has printed. */
    String output() {
        return String.join("\n", output);
    }

    /** Freezes the process: nothing runs, its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            assertThat(code).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status, and the body; -1 and why where there was no answer. */
    RunningCrm.Answer ask(
            String method, String path, @Nullable String token, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url.join() + path))
                        .timeout(ANSWER_MAX)
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new RunningCrm.Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new RunningCrm.Answer(-1, e.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String login(String email, String password) {
        String body = Json.object().put("email", email).put("password", password).toString();
        RunningCrm.Answer answer = ask("POST", "/api/auth/login", null, body).expect(200);
        return answer.json().get("token").textValue();
    }

    String admin() {
        return login("admin@example.com", RunningCrm.ADMIN_PASSWORD);
    }

    /** An agent who has logged in. */
    RunningCrm.Person person(String admin, String name) {
        String email = name + "@example.com";
        String password = "a-password-of-" + name;
        String body =
                Json.object()
                        .put("name", name)
                        .put("email", email)
                        .put("role", "agent")
                        .put("password", password)
                        .toString();
        String id = ask("POST", "/api/agents", admin, body).expect(201).id();
        return new RunningCrm.Person(id, login(email, password));
    }

    LiveClient connect(String token) {
        LiveClient client = new LiveClient(url.join(), token, null, "websocket");
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(LiveClient::close);
        process.destroyForcibly();
        try {
            int _ = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
