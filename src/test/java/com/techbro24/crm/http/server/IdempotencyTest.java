package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Id;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A POST that is sent again is answered again, and not done again. */
class IdempotencyTest {
    @TempDir static Path folder;
    static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_same_key_gets_the_first_answer_and_another_body_is_refused() {
        String key = Id.next();
        String body = "{\"name\":\"Once\"}";
        var first = server.post("/api/things").header("Idempotency-Key", key).json(body).send();
        var second = server.post("/api/v1/things").header("Idempotency-Key", key).json(body).send();
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Location")).endsWith(first.json().get("id").asText());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        var other =
                server.post("/api/things")
                        .header("Idempotency-Key", key)
                        .json("{\"name\":\"Twice\"}")
                        .send();
        assertThat(other.status()).isEqualTo(422);
        var elsewhere =
                server.post("/api/orders")
                        .header("Idempotency-Key", key)
                        .json("{\"what\":\"x\"}")
                        .send();
        assertThat(elsewhere.status()).isEqualTo(422);
        var another =
                server.post("/api/things")
                        .as("manager")
                        .header("Idempotency-Key", key)
                        .json(body)
                        .send();
        assertThat(another.status()).isEqualTo(201);
        assertThat(another.bytes()).isNotEqualTo(first.bytes());
    }

    @Test
    void a_refusal_is_an_answer_that_is_kept_too() {
        String key = Id.next();
        String body = "{\"name\":\"forbidden\"}";
        var first = server.post("/api/things").header("Idempotency-Key", key).json(body).send();
        var second = server.post("/api/things").header("Idempotency-Key", key).json(body).send();
        assertThat(first.status()).isEqualTo(422);
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.json().get("detail")).isEqualTo(first.json().get("detail"));
        assertThat(second.json().get("name")).isEqualTo(first.json().get("name"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void a_route_of_its_own_is_done_once_too_unless_it_answers_a_secret() {
        String key = Id.next();
        var first =
                server.post("/api/orders")
                        .header("Idempotency-Key", key)
                        .json("{\"what\":\"tea\"}")
                        .send();
        var second =
                server.post("/api/orders")
                        .header("Idempotency-Key", key)
                        .json("{\"what\":\"tea\"}")
                        .send();
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        var bad = server.post("/api/orders").header("Idempotency-Key", Id.next()).json("{}");
        assertThat(bad.send().errors()).containsExactly("what required");
        var secret = server.post("/api/secrets").header("Idempotency-Key", key).send();
        var again = server.post("/api/secrets").header("Idempotency-Key", key).send();
        assertThat(again.bytes()).isNotEqualTo(secret.bytes());
    }

    @Test
    void many_at_once_with_one_key_make_one_row() {
        String key = Id.next();
        var answers =
                IntStream.range(0, 16)
                        .mapToObj(
                                each ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        server.post("/api/things")
                                                                .header("Idempotency-Key", key)
                                                                .json("{\"name\":\"Race\"}")
                                                                .send()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(answer -> answer.json().get("id")))
                .containsOnly(answers.getFirst().json().get("id"));
        assertThat(answers.stream().filter(answer -> answer.header("Idempotent-Replayed") == null))
                .hasSize(1);
    }
}
