package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Id;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over HTTP: sources of fields, rights, versions and retries. */
class CommandRouteTest {
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
    void a_created_row_can_be_read_where_location_says() {
        var made = server.post("/api/things").json("{\"name\":\"Anvil\"}").send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.header("Location"))
                .isEqualTo("/api/things/" + made.json().get("id").asText());
        var read = server.get(String.valueOf(made.header("Location"))).send();
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(made.json());
    }

    @Test
    void put_and_patch_change_what_they_bring() {
        String id = server.thing("Before");
        var put = server.ask("PUT", "/api/things/" + id).json("{\"name\":\"After\"}").send();
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().get("name").textValue()).isEqualTo("After");
        assertThat(put.header("ETag")).isEqualTo("\"2\"");
        var patch =
                server.ask("PATCH", "/api/things/" + id).json("{\"colour\":\"dark_blue\"}").send();
        assertThat(patch.json().get("colour").textValue()).isEqualTo("dark_blue");
        assertThat(patch.json().get("name").textValue()).isEqualTo("After");
    }

    @Test
    void all_errors_of_a_body_are_reported_at_once_and_unknown_fields_are_not_assigned() {
        var answer =
                server.post("/api/things")
                        .json(
                                "{\"name\":\" \",\"email\":\"x\",\"colour\":\"pink\",\"rank\":11,"
                                        + "\"version\":7,\"createdAt\":\"2020-01-01T00:00:00Z\","
                                        + "\"tags\":[\"\"],\"origin\":{\"country\":\"\",\"x\":1}}")
                        .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors())
                .contains(
                        "name required",
                        "email invalid_email",
                        "colour unknown_value",
                        "rank out_of_range",
                        "version unknown_field",
                        "createdAt unknown_field",
                        "origin.country required",
                        "origin.x unknown_field");
    }

    @Test
    void what_the_path_names_is_no_field_of_the_body() {
        String id = server.thing("Path");
        var answer =
                server.ask("PUT", "/api/things/" + id)
                        .json("{\"id\":\"" + id + "\",\"nonsense\":1}")
                        .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("id unknown_field", "nonsense unknown_field");
        var alone = server.ask("PUT", "/api/things/" + id).json("{\"id\":\"" + id + "\"}").send();
        assertThat(alone.errors()).containsExactly("id unknown_field");
    }

    @Test
    void a_command_that_the_path_says_needs_no_body() {
        String id = server.thing("Painted");
        String path = "/api/things/" + id + "/paint/dark_blue";
        assertThat(server.post(path).as("manager").send().json().get("colour").textValue())
                .isEqualTo("dark_blue");
        assertThat(server.post(path).as("manager").json("{}").send().status()).isEqualTo(200);
        assertThat(server.post("/api/things/" + id + "/paint/pink").as("manager").send().errors())
                .containsExactly("colour unknown_value");
        assertThat(server.ask("DELETE", "/api/things/" + id).send().status()).isEqualTo(204);
        assertThat(server.ask("DELETE", "/api/things/" + id).send().status()).isEqualTo(404);
    }

    @Test
    void what_cannot_be_an_id_is_a_row_that_is_not_there() {
        var missing = server.ask("PUT", "/api/things/" + Id.next()).json("{}").send();
        var impossible = server.ask("PUT", "/api/things/1%27%20OR%201=1").json("{}").send();
        assertThat(impossible.status()).isEqualTo(404);
        assertThat(impossible.json().get("detail")).isEqualTo(missing.json().get("detail"));
    }

    @Test
    void rights_are_checked_before_any_error_is_reported() {
        String id = server.thing("Rights");
        String path = "/api/things/" + id + "/paint/dark_blue";
        assertThat(server.post(path).as(null).send().status()).isEqualTo(401);
        assertThat(server.post(path).as(null).send().header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"TechBro24 CRM\"");
        assertThat(server.post(path).as("stolen").send().header("WWW-Authenticate"))
                .contains("invalid_token");
        assertThat(server.post(path).as("agent").send().code()).isEqualTo("forbidden");
        assertThat(server.post("/api/things").as("reader").json("{\"name\":\"x\"}").send().code())
                .isEqualTo("forbidden");
        assertThat(server.get("/api/admins").as("manager").send().status()).isEqualTo(403);
        assertThat(server.get("/api/admins").as("admin").send().status()).isEqualTo(200);
        assertThat(
                        server.get("/api/things")
                                .as(null)
                                .header("Authorization", "Basic YWdlbnQ6")
                                .send()
                                .status())
                .isEqualTo(401);
        assertThat(server.get("/api/things?token=agent").as(null).send().status()).isEqualTo(401);
    }

    @Test
    void an_open_route_answers_with_and_without_a_token() {
        assertThat(server.get("/api/whoami").as(null).send().json().get("agentId").isNull())
                .isTrue();
        assertThat(server.get("/api/whoami").as("stolen").send().status()).isEqualTo(200);
        assertThat(server.get("/api/whoami").send().json().get("agentId").textValue())
                .isEqualTo(Things.AGENT_ID);
    }

    @Test
    void if_match_refuses_what_was_meant_for_another_version() {
        String id = server.thing("Version");
        String path = "/api/things/" + id;
        var stale = server.ask("PUT", path).header("If-Match", "\"7\"").json("{}").send();
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale");
        assertThat(stale.json().get("version").intValue()).isEqualTo(1);
        for (String fine : List.of("\"1\"", "*", "W/\"3\"")) {
            assertThat(
                            server.ask("PUT", path)
                                    .header("If-Match", fine)
                                    .json("{\"name\":\"x\"}")
                                    .send()
                                    .status())
                    .as(fine)
                    .isEqualTo(200);
        }
        for (String bad : List.of("1", "\"1", "\"1\", \"2\"", "W/1")) {
            assertThat(server.ask("PUT", path).header("If-Match", bad).json("{}").send().status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(server.ask("PUT", path).header("If-Match", "\"abc\"").json("{}").send().status())
                .isEqualTo(412);
        assertThat(server.ask("DELETE", path).header("If-Match", "\"1\"").send().status())
                .isEqualTo(412);
    }

    @Test
    void a_key_or_device_that_is_no_word_is_refused() {
        for (String bad : List.of("with space", "k".repeat(256))) {
            assertThat(
                            server.post("/api/things")
                                    .header("Idempotency-Key", bad)
                                    .json("{\"name\":\"x\"}")
                                    .send()
                                    .status())
                    .isEqualTo(400);
            assertThat(
                            server.post("/api/things")
                                    .header("X-Device-Id", bad)
                                    .json("{\"name\":\"x\"}")
                                    .send()
                                    .status())
                    .isEqualTo(400);
        }
        assertThat(
                        server.post("/api/things")
                                .header("X-Device-Id", "phone-1")
                                .json("{\"name\":\"x\"}")
                                .send()
                                .status())
                .isEqualTo(201);
    }

    @Test
    void an_internal_error_reveals_only_the_request_id() {
        for (var answer :
                List.of(
                        server.get("/api/fault").send(),
                        server.post("/api/things/" + server.thing("x") + "/break").send())) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.code()).isEqualTo("fault");
            assertThat(answer.json().has("detail")).isFalse();
            assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
            assertThat(answer.json().get("requestId").textValue())
                    .isEqualTo(answer.header("X-Request-Id"));
        }
    }
}
