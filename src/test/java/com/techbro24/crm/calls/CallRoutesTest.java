package com.techbro24.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentRoutes;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.queue.NextLeadRoutes;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of calls over HTTP; each response is checked against the OpenAPI document. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallRoutesTest {
    CallRoom room;
    ServedRoutes served;
    Agent admin;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() {
        room = CallRoom.open(TestDatabase.SQLITE);
        Spine spine = room.spine();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new AgentRoutes(spine.database()).routes());
        routes.addAll(new LeadRoutes(spine.database(), Leads.query(spine)).routes());
        routes.addAll(
                new NextLeadRoutes(spine.database(), spine.clock(), room.settings()).routes());
        routes.addAll(new CallRoutes(spine.database()).routes());
        routes.addAll(
                new AgentStatsRoutes(
                                spine.database(), spine.clock(), room.settings(), (_, _, _) -> 0)
                        .routes());
        served = new ServedRoutes(spine, routes);
        admin = Agents.admin().in(spine);
        agent = Agents.agent().in(spine);
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(spine);
    }

    @AfterEach
    void close() {
        served.close();
        room.close();
    }

    @Test
    void a_working_day_over_http() {
        JsonNode next = ask(agent, "POST", "/api/leads/next", "{}", 200);
        assertThat(next.at("/lead/id").asText()).isEqualTo(lead.id());
        assertThat(next.get("reason").asText()).isEqualTo("first_call");
        var _ = ask(agent, "DELETE", "/api/leads/next", null, 204);
        var _ = ask(agent, "POST", "/api/leads/next", "{}", 200);

        String id = planned();
        assertThat(ask(agent, "GET", "/api/calls/" + id, null, 200).get("status").asText())
                .isEqualTo("scheduled");
        var _ = ask(agent, "POST", "/api/calls/" + id + "/start", "{}", 200);
        assertThat(ask(agent, "GET", "/api/leads/next", null, 200).get("lead").isNull()).isTrue();
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
        var _ = ask(agent, "POST", "/api/agents/me/status", "{\"status\":\"break\"}", 200);
        var _ = ask(agent, "PUT", "/api/agents/me", "{\"phone\":\"+12125550123\"}", 200);
        JsonNode spans = ask(agent, "GET", "/api/agents/me/statuses", null, 200);
        assertThat(spans.at("/data/0/status").asText()).isEqualTo("break");
        JsonNode stats = ask(agent, "GET", "/api/agents/me/stats?period=week", null, 200);
        assertThat(stats.get("calls").asInt()).isEqualTo(1);
        assertThat(stats.get("contactRate").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void lists_are_filtered_and_unknown_parameters_are_refused() {
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
    void a_deleted_call_is_restored() {
        String id = planned();
        var _ = ask(agent, "DELETE", "/api/calls/" + id, null, 200);
        var _ = ask(agent, "GET", "/api/calls/" + id, null, 404);
        assertThat(ask(admin, "GET", "/api/calls?deleted=true", null, 200).get("data")).hasSize(1);
        var _ = ask(admin, "POST", "/api/calls/" + id + "/restore", "{}", 200);
        var _ = ask(agent, "GET", "/api/calls/" + id, null, 200);
    }

    @Test
    void everyone_reads_the_rules_and_admins_set_them() {
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

    private String planned() {
        String body = "{\"leadId\":\"" + lead.id() + "\"}";
        return ask(agent, "POST", "/api/calls", body, 201).get("id").asText();
    }

    private JsonNode ask(
            Agent asks, String method, String path, @Nullable String body, int status) {
        ServedRoutes.Answer answer =
                served.ask(method, path, asks, body == null ? null : Json.read(body));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return answer.body();
    }
}
