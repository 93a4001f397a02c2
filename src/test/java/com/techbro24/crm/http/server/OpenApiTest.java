package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.OpenApiCheck;
import com.techbro24.crm.support.OpenApiDocument;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document, the pages made of it, and the check that holds responses against it. */
class OpenApiTest {
    @TempDir static Path folder;
    static TestServer server;
    static JsonNode document;
    static OpenApiCheck check;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.SETTINGS);
        var answer = server.get("/api/openapi.json").as(null).send();
        document = answer.json();
        check = new OpenApiCheck(answer.text());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    @Test
    void the_document_is_sound() {
        assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
        assertThat(OpenApiDocument.faultsOf(document)).isEmpty();
    }

    @Test
    void a_command_s_schema_has_its_constraints_and_not_the_fields_of_the_path() {
        JsonNode create = schema("ThingCreate");
        assertThat(create.at("/required").toString()).isEqualTo("[\"name\"]");
        assertThat(create.at("/properties/name/maxLength").intValue()).isEqualTo(200);
        assertThat(create.at("/properties/email/type").toString())
                .isEqualTo("[\"string\",\"null\"]");
        assertThat(create.at("/properties/email/format").textValue()).isEqualTo("email");
        assertThat(create.at("/properties/colour/oneOf/0/$ref").textValue())
                .isEqualTo("#/components/schemas/Colour");
        assertThat(schema("Colour").get("enum").toString()).isEqualTo("[\"red\",\"dark_blue\"]");
        assertThat(create.at("/properties/rank/minimum").intValue()).isEqualTo(1);
        assertThat(create.at("/properties/rank/maximum").intValue()).isEqualTo(10);
        assertThat(create.at("/properties/weight/minimum").intValue()).isZero();
        assertThat(create.at("/properties/tags/maxItems").intValue()).isEqualTo(50);
        assertThat(create.at("/properties/tags/items/maxLength").intValue()).isEqualTo(20);
        assertThat(create.at("/additionalProperties").booleanValue()).isFalse();
        assertThat(schema("ThingUpdate").at("/properties").has("id")).isFalse();
    }

    @Test
    void a_patch_is_its_optional_fields_and_what_cannot_be_cleared_is_not_nullable() {
        JsonNode update = schema("ThingUpdate");
        assertThat(update.has("required")).isFalse();
        assertThat(update.at("/properties/name/type").textValue()).isEqualTo("string");
        assertThat(update.at("/properties/weight/type").toString())
                .isEqualTo("[\"number\",\"null\"]");
    }

    @Test
    void a_reply_has_all_its_fields_and_says_which_may_be_null() {
        JsonNode thing = schema("Thing");
        assertThat(thing.get("required")).hasSize(11);
        assertThat(thing.at("/properties/createdAt/format").textValue()).isEqualTo("date-time");
        assertThat(thing.at("/properties/weight/type").toString())
                .isEqualTo("[\"number\",\"null\"]");
        assertThat(thing.at("/properties/origin/oneOf")).hasSize(2);
        assertThat(thing.get("additionalProperties").booleanValue()).isTrue();
    }

    @Test
    void a_reply_of_which_fields_can_be_asked_for_requires_none() {
        assertThat(schema("ThingPage").at("/properties/data/items/$ref").textValue())
                .isEqualTo("#/components/schemas/PartialThing");
        assertThat(schema("PartialThing").has("required")).isFalse();
        assertThat(schema("PartialThing").at("/properties/createdAt/format").textValue())
                .isEqualTo("date-time");
    }

    @Test
    void an_operation_names_its_parameters_its_errors_and_its_headers() {
        JsonNode list = document.at("/paths/~1api~1things/get");
        assertThat(list.get("parameters").findValuesAsText("name"))
                .contains("limit", "cursor", "sort", "total", "fields", "colour", "from");
        assertThat(list.at("/responses/401/$ref").textValue())
                .isEqualTo("#/components/responses/Unauthenticated");
        JsonNode create = document.at("/paths/~1api~1things/post");
        assertThat(create.get("operationId").textValue()).isEqualTo("createThing");
        assertThat(create.get("responses").has("201")).isTrue();
        assertThat(create.get("responses").has("422")).isTrue();
        assertThat(create.at("/responses/201/headers").has("Location")).isTrue();
        assertThat(create.at("/requestBody/content/application~1json/example/name").isTextual())
                .isTrue();
        assertThat(document.at("/paths/~1api~1old/get/deprecated").booleanValue()).isTrue();
        assertThat(document.at("/paths").has("/docs")).isFalse();
    }

    @Test
    void the_check_passes_what_is_documented() {
        var made = server.post("/api/things").json("{\"name\":\"Anvil\"}").send();
        String id = made.json().get("id").asText();
        assertThatCode(
                        () -> {
                            check.response("POST", "/api/things", made.raw());
                            for (String path :
                                    new String[] {
                                        "/api/things",
                                        "/api/things?fields=id,name",
                                        "/api/things/" + id,
                                        "/api/v1/things/" + id + "?fields=name",
                                        "/api/things/nothing",
                                        "/api/things?limt=1",
                                        "/api/nowhere",
                                        "/api/fault",
                                        "/api/export",
                                        "/api/openapi.json"
                                    }) {
                                check.response("GET", path, server.get(path).send().raw());
                            }
                        })
                .doesNotThrowAnyException();
        assertThat(check.unseen()).contains("GET /api/slow").doesNotContain("GET /api/things/{id}");
    }

    @Test
    void the_check_refuses_what_is_not() {
        Map<String, String> headers =
                Map.of(
                        "content-type", "application/json",
                        "api-version", "1",
                        "x-request-id", "1",
                        "server-timing", "app;dur=1");
        assertThatThrownBy(
                        () ->
                                check.response(
                                        "POST",
                                        "/api/things",
                                        201,
                                        headers,
                                        "{\"id\":1}".getBytes()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> check.response("GET", "/api/things", 202, headers, new byte[0]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status");
        assertThatThrownBy(() -> check.response("DELETE", "/api/orders", 200, headers, new byte[0]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such operation");
        assertThatThrownBy(
                        () ->
                                check.response(
                                        "GET",
                                        "/api/things",
                                        200,
                                        Map.of("content-type", "text/html"),
                                        new byte[0]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("content type")
                .hasMessageContaining("X-Request-Id");
    }

    private static Map<String, String> headers(TestServer.Answer answer) {
        Map<String, String> headers = new HashMap<>();
        answer.raw().headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Test
    void the_check_refuses_a_field_that_the_document_does_not_name() {
        var made = server.post("/api/things").json("{\"name\":\"Vice\"}").send();
        byte[] more = made.text().replaceFirst("}$", ",\"secret\":1}").getBytes();
        assertThatThrownBy(() -> check.response("POST", "/api/things", 201, headers(made), more))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("secret");
    }

    @Test
    void the_reference_page_loads_nothing_from_elsewhere() {
        var page = server.get("/docs").as(null).send();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
        assertThat(page.text()).doesNotContain("=\"http").doesNotContain("//cdn");
        var script = server.get("/docs/redoc.js").as(null).send();
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.bytes().length).isGreaterThan(500_000);
        assertThat(script.text()).doesNotContain("src:\"http");
        var again =
                server.get("/docs/redoc.js")
                        .as(null)
                        .header("If-None-Match", String.valueOf(script.header("ETag")))
                        .send();
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void each_problem_has_its_place_on_the_page_of_problems() {
        String page = server.get("/docs/problems").as(null).send().text();
        for (var code : com.techbro24.crm.base.Problem.Code.values()) {
            assertThat(page).contains("id=\"" + com.techbro24.crm.base.EnumNames.of(code) + "\"");
        }
    }
}
