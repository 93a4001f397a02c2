package com.techbro24.crm.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.http.Etags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out: conditions, fields, compression and the headers of every answer. */
class AnswerTest {
    @TempDir static Path folder;
    static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.SETTINGS);
        for (int row = 0; row < 20; row++) {
            server.thing("Thing number " + row);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_row_that_has_not_changed_is_not_sent_again() {
        String path = "/api/things/" + server.thing("Same");
        for (String tag : List.of("\"1\"", "W/\"1\"", "\"7\", \"1\"", "*")) {
            var answer = server.get(path).header("If-None-Match", tag).send();
            assertThat(answer.status()).as(tag).isEqualTo(304);
            assertThat(answer.bytes()).isEmpty();
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        }
        assertThat(server.get(path).header("If-None-Match", "\"2\"").send().status())
                .isEqualTo(200);
    }

    @Test
    void a_list_has_a_weak_tag_of_its_content() {
        var list = server.get("/api/things?limit=2").send();
        String tag = String.valueOf(list.header("ETag"));
        assertThat(tag).startsWith("W/\"");
        assertThat(list.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(server.get("/api/things?limit=2").header("If-None-Match", tag).send().status())
                .isEqualTo(304);
        server.thing("One more");
        assertThat(server.get("/api/things?limit=2").header("If-None-Match", tag).send().status())
                .isEqualTo(200);
    }

    @Test
    void a_caller_may_ask_for_some_fields_only() {
        String id = server.thing("Few");
        assertThat(server.get("/api/things/" + id + "?fields=name").send().text())
                .isEqualTo("{\"name\":\"Few\"}");
        var list = server.get("/api/things?limit=1&fields=version,id").send().json();
        assertThat(list.at("/data/0").propertyStream().map(field -> field.getKey()))
                .containsExactly("id", "version");
        assertThat(list.at("/page/limit").intValue()).isEqualTo(1);
        assertThat(server.get("/api/things/" + id + "?fields=password").send().errors())
                .containsExactly("fields unknown_value");
    }

    @Test
    void a_longer_answer_is_packed_as_the_client_takes_it() throws IOException {
        var plain = server.get("/api/things").send();
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.bytes().length).isGreaterThan(Compression.BYTES_MIN);
        assertThat(plain.header("Vary")).contains("Accept-Encoding");

        var gzip = server.get("/api/things").header("Accept-Encoding", "deflate, gzip").send();
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());

        var brotli = server.get("/api/things").header("Accept-Encoding", "gzip, br").send();
        assertThat(brotli.header("Content-Encoding")).isEqualTo("br");
        assertThat(Decoder.decompress(brotli.bytes()).getDecompressedData())
                .isEqualTo(plain.bytes());

        var unwanted = server.get("/api/things").header("Accept-Encoding", "br;q=0, gzip;q=0");
        assertThat(unwanted.send().header("Content-Encoding")).isNull();
        var small = server.get("/api/things/first").header("Accept-Encoding", "gzip").send();
        assertThat(small.header("Content-Encoding")).isNull();
    }

    @Test
    void a_long_answer_is_streamed() throws IOException {
        var plain = server.get("/api/export").send();
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(plain.text().lines()).hasSize(20_000);
        var packed = server.get("/api/export").header("Accept-Encoding", "gzip").send();
        assertThat(packed.bytes().length).isLessThan(plain.bytes().length / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
    }

    @Test
    void every_answer_has_what_helmet_sets() {
        for (var answer :
                List.of(
                        server.get("/api/things").send(),
                        server.get("/nowhere").send(),
                        server.get("/api/things").as(null).send())) {
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Origin-Agent-Cluster")).isEqualTo("?1");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-DNS-Prefetch-Control")).isEqualTo("off");
            assertThat(answer.header("X-Download-Options")).isEqualTo("noopen");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
            assertThat(answer.header("X-Permitted-Cross-Domain-Policies")).isEqualTo("none");
            assertThat(answer.header("X-XSS-Protection")).isEqualTo("0");
            assertThat(answer.header("Api-Version")).isEqualTo("1");
            assertThat(answer.header("Server-Timing")).matches("app;dur=\\d+\\.\\d{3}");
            assertThat(answer.header("RateLimit-Policy")).isNotNull();
            assertThat(answer.header("RateLimit")).isNotNull();
            assertThat(answer.header("Date")).isNotNull();
            assertThat(answer.header("X-Powered-By")).isNull();
            assertThat(answer.header("Strict-Transport-Security")).isNull();
        }
        assertThat(
                        server.post("/api/orders")
                                .json("{\"what\":\"x\"}")
                                .send()
                                .header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void behind_a_tls_proxy_responses_have_hsts() {
        var answer = server.get("/api/things").header("X-Forwarded-Proto", "https").send();
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void a_request_s_id_is_the_client_s_if_it_is_sane() {
        assertThat(
                        server.get("/api/things")
                                .header("X-Request-Id", "trace-7")
                                .send()
                                .header("X-Request-Id"))
                .isEqualTo("trace-7");
        for (String other :
                List.of(
                        "x".repeat(101),
                        "=cmd()",
                        "<b>",
                        "a b",
                        "a:b",
                        "a/b",
                        "\"",
                        "%0a",
                        "x\u00e4")) {
            String made =
                    server.get("/api/things")
                            .header("X-Request-Id", other)
                            .send()
                            .header("X-Request-Id");
            assertThat(Id.isValid(String.valueOf(made))).as(other).isTrue();
        }
    }

    @Test
    void the_client_s_address_is_what_trusted_proxies_tell() {
        assertThat(address("203.0.113.9, 127.0.0.1")).isEqualTo("203.0.113.9");
        assertThat(address("198.51.100.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(address("[2001:db8::1]:443")).isEqualTo("2001:db8::1");
        assertThat(address("203.0.113.9:8080")).isEqualTo("203.0.113.9");
        assertThat(address("nonsense")).isEqualTo("127.0.0.1");
        var lines = server.get("/api/whoami").header("X-Forwarded-For", "198.51.100.1");
        assertThat(
                        lines.header("X-Forwarded-For", "203.0.113.9")
                                .send()
                                .json()
                                .get("address")
                                .textValue())
                .isEqualTo("203.0.113.9");
        ClientAddress strict = new ClientAddress(List.of("10.0.0.0/9"));
        assertThat(strict.of("127.0.0.1", "203.0.113.9")).isEqualTo("127.0.0.1");
        assertThat(strict.of("10.1.2.3", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(strict.of("10.200.2.3", "203.0.113.9")).isEqualTo("10.200.2.3");
    }

    private static String address(String forwarded) {
        return server.get("/api/whoami")
                .header("X-Forwarded-For", forwarded)
                .send()
                .json()
                .get("address")
                .textValue();
    }

    @Test
    void pages_of_allowed_origins_may_read_the_answers() {
        var answer = server.get("/api/things").header("Origin", "https://crm.example").send();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://crm.example");
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("ETag", "RateLimit", "X-Request-Id", "Retry-After");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(answer.header("Vary")).contains("Origin");
        var other = server.get("/api/things").header("Origin", "https://evil.example").send();
        assertThat(other.header("Access-Control-Allow-Origin")).isNull();
        assertThat(other.header("Vary")).contains("Origin");
    }

    @Test
    void a_preflight_is_answered_without_a_token() {
        var answer =
                server.ask("OPTIONS", "/api/things")
                        .as(null)
                        .header("Origin", "https://crm.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                        .send();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://crm.example");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Idempotency-Key", "If-Match");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
        var other =
                server.ask("OPTIONS", "/api/things")
                        .as(null)
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "POST")
                        .send();
        assertThat(other.header("Access-Control-Allow-Methods")).isNull();
    }

    @Test
    void requests_are_counted_by_route_method_and_kind_of_status() {
        assertThat(server.get("/api/admins").send().status()).isEqualTo(403);
        server.awaitQuiet();
        assertThat(
                        server.metrics
                                .get("crm.http.requests")
                                .tags("route", "/api/admins", "method", "GET", "status", "4xx")
                                .timer()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void each_request_is_one_line_of_the_log() {
        StackTraces log = new StackTraces();
        server.get("/api/things/first?limit=1").header("X-Request-Id", "line-1").send();
        server.awaitQuiet();
        var pairs =
                log.events().stream()
                        .filter(event -> event.getMessage().equals("request"))
                        .flatMap(event -> event.getKeyValuePairs().stream())
                        .map(pair -> pair.key + "=" + pair.value)
                        .toList();
        assertThat(log.close()).isEmpty();
        assertThat(pairs)
                .contains(
                        "requestId=line-1",
                        "caller=" + Things.AGENT_ID,
                        "method=GET",
                        "route=/api/things/first",
                        "status=400")
                .noneMatch(pair -> pair.contains("Bearer"));
    }

    @Test
    void tags_of_the_same_length_and_other_content_differ() {
        assertThat(Etags.weak("abcd".getBytes(UTF_8)))
                .isNotEqualTo(Etags.weak("abce".getBytes(UTF_8)));
    }
}
