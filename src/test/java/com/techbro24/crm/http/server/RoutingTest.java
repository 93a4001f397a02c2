package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Route;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a method and a path to a route. */
class RoutingTest {
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

    private static Router router(Route... routes) {
        return new Router(
                List.of(routes).stream()
                        .map(route -> route.answer(request -> Reply.empty()))
                        .map(route -> new Mounted(route, new SimpleMeterRegistry()))
                        .toList());
    }

    private static String found(Router router, String method, String path) {
        return router.match(method, path) instanceof Router.Match.Found found
                ? found.mounted().route().path() + " " + found.values()
                : "none";
    }

    @Test
    void a_literal_part_beats_a_variable_one_and_turns_back_where_it_leads_nowhere() {
        Router router =
                router(
                        Route.get("/api/leads/:id", ""),
                        Route.get("/api/leads/next", ""),
                        Route.get("/api/leads/search/:query", ""),
                        Route.get("/api/leads/:id/timeline", ""),
                        Route.put("/api/leads/:id", ""),
                        Route.post("/api/sync/:type/:agentId", ""),
                        Route.get("/api/sync/last/:agentId", ""));
        assertThat(found(router, "GET", "/api/leads/next")).isEqualTo("/api/leads/next {}");
        assertThat(found(router, "GET", "/api/leads/5")).isEqualTo("/api/leads/:id {id=5}");
        assertThat(found(router, "GET", "/api/leads/search/timeline"))
                .isEqualTo("/api/leads/search/:query {query=timeline}");
        assertThat(found(router, "GET", "/api/leads/next/timeline"))
                .isEqualTo("/api/leads/:id/timeline {id=next}");
        assertThat(found(router, "PUT", "/api/leads/next")).isEqualTo("/api/leads/:id {id=next}");
        assertThat(found(router, "POST", "/api/sync/last/me"))
                .contains("/api/sync/:type/:agentId")
                .contains("type=last")
                .contains("agentId=me");
        assertThat(found(router, "GET", "/api/leads//timeline")).isEqualTo("none");
    }

    @Test
    void two_routes_for_one_place_stop_the_start() {
        assertThatThrownBy(() -> router(Route.get("/a/:b", ""), Route.get("/a/:c", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two routes");
    }

    @Test
    void a_slash_at_the_end_does_not_count() {
        assertThat(server.get("/api/things/").send().status()).isEqualTo(200);
    }

    @Test
    void the_pinned_version_is_the_same_and_an_unknown_one_lists_the_known() {
        var pinned = server.get("/api/v1/things/search/x").send();
        assertThat(pinned.status()).isEqualTo(200);
        assertThat(pinned.header("Api-Version")).isEqualTo("1");
        var unknown = server.get("/api/v2/things").send();
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("versions").toString()).isEqualTo("[\"v1\"]");
        assertThat(server.get("/api/v1x/things").send().json().has("versions")).isFalse();
    }

    @Test
    void an_unknown_path_is_a_problem_also_for_those_without_a_token() {
        var answer = server.get("/nowhere?x=1").as(null).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(answer.json().get("instance").textValue()).isEqualTo("/nowhere");
        assertThat(answer.json().get("type").textValue()).isEqualTo("/docs/problems#not_found");
        assertThat(answer.json().get("requestId").textValue())
                .isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void a_method_that_the_path_has_not_is_405_with_those_it_has() {
        var answer = server.ask("DELETE", "/api/things").send();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(answer.code()).isEqualTo("method_not_allowed");
        assertThat(server.ask("TRACE", "/api/things").send().status()).isEqualTo(405);
        assertThat(server.ask("BREW", "/api/things").send().status()).isEqualTo(405);
    }

    @Test
    void options_names_the_methods() {
        var answer = server.ask("OPTIONS", "/api/things/1").as(null).send();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @Test
    void head_is_get_without_the_body() {
        String id = server.thing("Head");
        var get = server.get("/api/things/" + id).send();
        var head = server.ask("HEAD", "/api/things/" + id).send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    @Test
    void a_path_is_percent_decoded_and_one_that_cannot_be_is_refused() {
        assertThat(server.get("/api/things/search/M%C3%BCller%2F5+%25").send().json().get("what"))
                .hasToString("\"Müller/5+%\"");
        for (String bad : List.of("%C3", "%00", "%0a", "a%7F", "%ff%fe")) {
            assertThat(server.get("/api/things/search/" + bad).send().status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_route_that_goes_away_says_so() {
        var answer = server.get("/api/old").send();
        assertThat(answer.header("Deprecation")).isEqualTo("@1767225600");
        assertThat(answer.header("Sunset")).isEqualTo("Fri, 1 Jan 2027 00:00:00 GMT");
        assertThat(answer.header("Link")).isEqualTo("</api/things>; rel=\"successor-version\"");
    }
}
