package com.techbro24.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentRoutes;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.HttpServerSettings;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.Server;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.OpenApiCheck;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of calls over HTTP, each answer held against the OpenAPI document. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallRoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    CallRoom room;
    Server server;
    OpenApiCheck check;
    Agent admin;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() throws Exception {
        room = CallRoom.open(TestDatabase.SQLITE);
        Spine spine = room.spine();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new AgentRoutes(spine.database()).routes());
        routes.addAll(new LeadRoutes(spine.database()).routes());
        routes.addAll(new NextLeadRoutes(spine.runner()).routes());
        routes.addAll(new CallRoutes(spine.database()).routes());
        routes.addAll(
                new AgentStatsRoutes(
                                spine.database(), spine.clock(), room.settings(), (_, _, _) -> 0)
                        .routes());
        server =
                new Server(
                                vertx,
                                settings(),
                                routes,
                                spine.runner(),
                                this::caller,
                                spine.clock(),
                                spine.metrics(),
                                Optional.empty())
                        .start();
        admin = Agents.admin().in(spine);
        agent = Agents.agent().in(spine);
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(spine);
        check = new OpenApiCheck(send(admin, "GET", "/api/openapi.json", null).body());
    }

    @AfterEach
    void close() {
        server.stop(Duration.ofSeconds(5));
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        room.close();
    }

    /** A token is an agent's id. */
    private Optional<Caller> caller(String token) {
        return room.spine().database().read(tx -> AgentStore.find(tx, token)).map(Agents::caller);
    }

    @Test
    void a_working_day_over_http() throws Exception {
        JsonNode next = ask(agent, "GET", "/api/leads/next", null, 200);
        assertThat(next.get("id").asText()).isEqualTo(lead.id());
        assertThat(next.at("/claim/reason").asText()).isEqualTo("first_call");
        var _ = ask(agent, "DELETE", "/api/leads/next", null, 204);
        var _ = ask(agent, "POST", "/api/leads/next", "{}", 200);

        String id = planned();
        assertThat(ask(agent, "GET", "/api/calls/" + id, null, 200).get("status").asText())
                .isEqualTo("scheduled");
        var _ = ask(agent, "POST", "/api/calls/" + id + "/start", "{}", 200);
        assertThat(ask(agent, "GET", "/api/leads/next", null, 204).isMissingNode()).isTrue();
        JsonNode again = ask(agent, "POST", "/api/calls/" + id + "/start", "{}", 409);
        assertThat(again.get("steps")).hasSize(4);
        JsonNode ended =
                ask(
                        agent,
                        "POST",
                        "/api/calls/" + id + "/end",
                        "{\"outcome\":\"interested\"}",
                        200);
        assertThat(ended.get("status").asText()).isEqualTo("completed");
        var _ = ask(agent, "POST", "/api/calls/" + id + "/wrap-up", "{}", 200);
        var _ = ask(agent, "PUT", "/api/calls/" + id, "{\"notes\":\"a second thought\"}", 200);
        JsonNode stats = ask(agent, "GET", "/api/agents/me/stats?period=week", null, 200);
        assertThat(stats.get("calls").asInt()).isEqualTo(1);
        assertThat(stats.get("contactRate").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void lists_are_filtered_and_what_they_do_not_take_is_refused() throws Exception {
        String id = planned();
        for (String path :
                List.of(
                        "/api/calls?agentId=me&status=scheduled,ringing&sort=-startedAt&total=true",
                        "/api/calls/agent/me?direction=outbound&leadId=" + lead.id(),
                        "/api/calls?from=2026-03-04T00:00:00Z&to=2026-03-05T00:00:00Z")) {
            assertThat(ask(agent, "GET", path, null, 200).at("/data/0/id").asText()).isEqualTo(id);
        }
        assertThat(ask(agent, "GET", "/api/calls?outcome=sale", null, 200).get("data")).isEmpty();
        var _ = ask(agent, "GET", "/api/calls?status=nonsense", null, 400);
        var _ = ask(agent, "GET", "/api/calls?colour=red", null, 400);
        var _ = ask(agent, "GET", "/api/calls?agentId=x", null, 400);
        var _ = ask(agent, "GET", "/api/calls?deleted=true", null, 403);
        var _ = ask(agent, "GET", "/api/calls/agent/" + admin.id(), null, 404);
    }

    @Test
    void a_deleted_call_is_restored() throws Exception {
        String id = planned();
        var _ = ask(agent, "DELETE", "/api/calls/" + id, null, 200);
        var _ = ask(agent, "GET", "/api/calls/" + id, null, 404);
        assertThat(ask(admin, "GET", "/api/calls?deleted=true", null, 200).get("data")).hasSize(1);
        var _ = ask(admin, "POST", "/api/calls/" + id + "/restore", "{}", 200);
        var _ = ask(agent, "GET", "/api/calls/" + id, null, 200);
    }

    @Test
    void everyone_reads_the_rules_and_admins_set_them() throws Exception {
        assertThat(ask(agent, "GET", "/api/calls/outcomes", null, 200).get("data")).hasSize(10);
        assertThat(ask(agent, "GET", "/api/calls/hours", null, 200).at("/monday/from").asText())
                .isEqualTo("09:00");
        String rule = "{\"retryAfter\":\"PT2H\",\"leadStatus\":null}";
        var _ = ask(agent, "PUT", "/api/calls/outcomes/other", rule, 403);
        assertThat(
                        ask(admin, "PUT", "/api/calls/outcomes/other", rule, 200)
                                .get("retryAfter")
                                .asText())
                .isEqualTo("PT2H");
        var _ = ask(admin, "PUT", "/api/calls/outcomes/nonsense", rule, 404);
        var _ = ask(admin, "PUT", "/api/calls/hours", "{\"sunday\":null}", 200);
        var _ =
                ask(
                        admin,
                        "PUT",
                        "/api/calls/hours",
                        "{\"sunday\":{\"from\":\"10:00\",\"to\":\"9:00\"}}",
                        400);
    }

    private String planned() throws Exception {
        String body = "{\"leadId\":\"" + lead.id() + "\"}";
        return ask(agent, "POST", "/api/calls", body, 201).get("id").asText();
    }

    private JsonNode ask(Agent asks, String method, String path, @Nullable String body, int status)
            throws Exception {
        HttpResponse<String> answer = send(asks, method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        Map<String, String> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        check.response(
                method, path, status, headers, answer.body().getBytes(StandardCharsets.UTF_8));
        return answer.body().isEmpty() ? Json.MAPPER.missingNode() : Json.read(answer.body());
    }

    private HttpResponse<String> send(Agent asks, String method, String path, @Nullable String body)
            throws Exception {
        var publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + asks.id())
                        .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpServerSettings settings() {
        return new HttpServerSettings(
                "127.0.0.1",
                0,
                List.of(),
                List.of(),
                64 * 1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                1_000_000,
                1_000_000,
                2_000,
                2);
    }
}
