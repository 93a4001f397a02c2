package com.techbro24.crm.http.server;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in and does not fit: each gets its problem, and the log no stack trace. */
class InputTest {
    @TempDir static Path folder;
    static TestServer server;
    static StackTraces traces;

    @BeforeAll
    static void start() {
        traces = new StackTraces();
        server = new TestServer(folder, TestServer.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(traces.close()).isEmpty();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void all_errors_of_a_query_are_reported_at_once() {
        var answer =
                server.get(
                                "/api/things?limit=0&limit=5&sorts=x&from=yesterday&colour=red,pink"
                                        + "&heavy=yes&agentId=7&within=1h&timezone=Mars&fields=id,nam"
                                        + "&cursor=&sort=%ff")
                        .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors())
                .containsExactlyInAnyOrder(
                        "limit out_of_range",
                        "limit duplicate_parameter",
                        "sorts unknown_parameter",
                        "from wrong_type",
                        "colour unknown_value",
                        "heavy wrong_type",
                        "agentId wrong_type",
                        "within wrong_type",
                        "timezone wrong_type",
                        "fields unknown_value",
                        "cursor required",
                        "sort invalid_encoding");
    }

    @Test
    void errors_of_query_body_and_headers_are_reported_at_once_and_nothing_runs() {
        int ordered = server.things.ordered.get();
        for (String path : List.of("/api/things", "/api/orders")) {
            var answer =
                    server.post(path + "?colour=pink&x=1")
                            .header("Idempotency-Key", "k".repeat(256))
                            .header("If-Match", "3")
                            .header("X-Device-Id", "d".repeat(101))
                            .json("{\"y\":1}")
                            .send();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errors())
                    .contains(
                            "colour unknown_parameter",
                            "x unknown_parameter",
                            "Idempotency-Key invalid_format",
                            "y unknown_field");
            if (path.equals("/api/things")) {
                assertThat(answer.errors())
                        .contains(
                                "If-Match invalid_format",
                                "X-Device-Id invalid_format",
                                "name required");
            }
        }
        assertThat(server.post("/api/orders?x=1").json("{").send().errors())
                .containsExactlyInAnyOrder("x unknown_parameter", " invalid_json");
        assertThat(server.things.ordered.get()).isEqualTo(ordered);
    }

    @Test
    void a_query_that_fits_is_taken() {
        assertThat(
                        server.get(
                                        "/api/things?limit=200&from=2026-01-31T09:00:00%2B01:00"
                                                + "&colour=red,dark_blue&colour=red&heavy=true"
                                                + "&agentId=me&within=PT1H&timezone=Europe/Berlin"
                                                + "&total=true&sort=-id")
                                .send()
                                .status())
                .isEqualTo(200);
    }

    @Test
    void a_page_s_limit_has_bounds_and_a_forged_cursor_is_refused() {
        for (String bad : List.of("0", "201", "-1", "1e2", "ten", "99999999999")) {
            assertThat(server.get("/api/things?limit=" + bad).send().status()).isEqualTo(400);
        }
        assertThat(server.get("/api/things?cursor=WyJhIl0").send().errors())
                .containsExactly("cursor invalid_cursor");
        assertThat(server.get("/api/things?sort=colour").send().errors())
                .containsExactly("sort unknown_value");
    }

    @Test
    void a_route_takes_no_parameter_that_it_does_not_name() {
        assertThat(server.get("/api/things/first?x=1").send().errors())
                .containsExactly("x unknown_parameter");
        assertThat(server.post("/api/things?dryRun=true").json("{\"name\":\"x\"}").send().errors())
                .containsExactly("dryRun unknown_parameter");
    }

    @Test
    void a_body_must_be_json_in_utf_8() {
        byte[] body = "{\"name\":\"x\"}".getBytes(UTF_8);
        assertThat(server.post("/api/things").bytes(body).send().status()).isEqualTo(415);
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/json2")) {
            assertThat(
                            server.post("/api/things")
                                    .header("Content-Type", type)
                                    .bytes(body)
                                    .send()
                                    .code())
                    .isEqualTo("unsupported");
        }
        for (String type :
                List.of("application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"")) {
            assertThat(
                            server.post("/api/things")
                                    .header("Content-Type", type)
                                    .bytes(body)
                                    .send()
                                    .status())
                    .as(type)
                    .isEqualTo(201);
        }
        assertThat(
                        server.post("/api/things")
                                .header("Content-Type", "application/json; charset=latin1")
                                .bytes(body)
                                .send()
                                .status())
                .isEqualTo(415);
        for (byte[] bad :
                List.of(
                        "{\"name\":\"x\"}".getBytes(UTF_16),
                        new byte[] {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3},
                        new byte[] {'{', 0, '}', 0},
                        new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'})) {
            assertThat(
                            server.post("/api/things")
                                    .header("Content-Type", "application/json")
                                    .bytes(bad)
                                    .send()
                                    .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void what_is_not_a_json_object_is_refused() {
        for (String bad :
                List.of(
                        "{",
                        "nul",
                        "[]",
                        "7",
                        "\"x\"",
                        "null",
                        "{\"name\":\"x\"} {}",
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        "{name:1}",
                        "{\"name\":1e400000000}",
                        "{\"name\":\"\\ud800\"}",
                        "{\"name\":\"a\\u0000b\"}",
                        " ")) {
            var answer = server.post("/api/things").json(bad).send();
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid");
        }
    }

    @Test
    void a_document_of_100_000_levels_is_refused() {
        int depth = 30_000;
        var small = server.post("/api/things").json("[".repeat(depth) + "]".repeat(depth)).send();
        assertThat(small.status()).isEqualTo(400);
        byte[] deep = ("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)).getBytes(UTF_8);
        assertThat(server.post("/api/things").json(new String(deep, UTF_8)).send().status())
                .isEqualTo(413);
    }

    @Test
    void a_body_may_come_gzipped() throws IOException {
        var answer =
                server.post("/api/things")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .bytes(gzip("{\"name\":\"Packed\"}".getBytes(UTF_8)))
                        .send();
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("name").textValue()).isEqualTo("Packed");
    }

    @Test
    void a_gzip_bomb_is_too_large_and_bad_gzip_is_invalid() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(TestServer.SETTINGS.bodyBytesMax());
        assertThat(packed("gzip", bomb).code()).isEqualTo("too_large");
        assertThat(packed("gzip", new byte[] {1, 2, 3}).status()).isEqualTo(400);
        byte[] cut = gzip("{\"name\":\"Cut off in the middle of it\"}".getBytes(UTF_8));
        assertThat(packed("gzip", java.util.Arrays.copyOf(cut, cut.length - 12)).status())
                .isEqualTo(400);
        assertThat(packed("zstd", cut).status()).isEqualTo(415);
        assertThat(packed("zstd", cut).header("accept-encoding")).isEqualTo("gzip, identity");
    }

    private static TestServer.Answer packed(String encoding, byte[] body) {
        return server.post("/api/things")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .bytes(body)
                .send();
    }

    @Test
    void a_body_of_10_megabytes_is_too_large_and_the_connection_goes_on() {
        for (int time = 0; time < 3; time++) {
            var answer =
                    server.post("/api/things")
                            .header("Content-Type", "application/json")
                            .bytes(new byte[10_000_000])
                            .send();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().get("bytesMax").intValue()).isEqualTo(64 * 1024);
        }
        assertThat(server.get("/api/things").send().status()).isEqualTo(200);
    }

    @Test
    void a_route_takes_no_body_that_it_does_not_name() {
        assertThat(server.ask("GET", "/api/things").json("{}").send().status()).isEqualTo(400);
        assertThat(server.post("/api/secrets").json("{}").send().status()).isEqualTo(200);
        assertThat(server.post("/api/secrets").json("{\"a\":1}").send().status()).isEqualTo(400);
    }

    @Test
    void a_route_may_take_other_types() {
        byte[] rows = "name\nAda\n".getBytes(UTF_8);
        assertThat(
                        server.post("/api/import")
                                .header("Content-Type", "text/csv; charset=utf-8")
                                .bytes(rows)
                                .send()
                                .json()
                                .get("number")
                                .intValue())
                .isEqualTo(rows.length);
        assertThat(server.post("/api/import").json("{}").send().status()).isEqualTo(415);
    }

    @Test
    void sql_in_a_field_is_a_name_like_any_other() {
        String name = "'; DROP TABLE things; --";
        var made = server.post("/api/things").json("{\"name\":\"" + name + "\"}").send();
        assertThat(made.json().get("name").textValue()).isEqualTo(name);
        assertThat(server.get("/api/things").send().status()).isEqualTo(200);
    }
}
