package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.customfields.CustomFieldRoutes;
import com.techbro24.crm.leads.timeline.TimelineRoutes;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life cycle of a lead over HTTP; each response is checked against the OpenAPI document. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadLifecycleRoutesTest {
    LeadLifecycle life;
    ServedRoutes served;
    Agent agent;
    Agent stranger;

    @BeforeEach
    void open() {
        life = LeadLifecycle.open(TestDatabase.SQLITE);
        var database = life.spine().database();
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new TimelineRoutes(
                                database,
                                new ChangeReader(RoomKinds.ALL),
                                LeadLifecycle.DEPENDENTS.toArray(LeadDependents[]::new))
                        .routes());
        routes.addAll(new LeadRoutes(database, Leads.query(life.spine())).routes());
        routes.addAll(new CustomFieldRoutes(database).routes());
        routes.addAll(new ScoreRoutes(database).routes());
        served = new ServedRoutes(life.spine(), routes);
        agent = Agents.agent().team("north").in(life.spine());
        stranger = Agents.agent().team("south").in(life.spine());
    }

    @AfterEach
    void close() {
        served.close();
        life.close();
    }

    @Test
    void two_leads_are_merged() {
        Lead winner = life.leadOf(agent);
        Lead loser = life.leadOf(agent);
        var _ = life.call(agent, loser);
        var _ = life.reminder(agent, loser);
        String merge = "/api/leads/" + winner.id() + "/merge";
        String body = "{\"duplicateId\":\"" + loser.id() + "\"}";
        JsonNode merged = ask(agent, "POST", merge, body, 200);
        assertThat(merged.get("mergedIntoId").isNull()).isTrue();
        assertThat(ask(agent, "POST", merge, body, 409).get("mergedIntoId").textValue())
                .isEqualTo(winner.id());
        var _ = ask(agent, "POST", merge, "{\"duplicateId\":\"" + winner.id() + "\"}", 400);
        var _ = ask(agent, "POST", merge, "{\"duplicateId\":\"" + Id.next() + "\"}", 422);
        var _ = ask(stranger, "POST", merge, body, 404);
        var _ =
                ask(
                        agent,
                        "POST",
                        "/api/leads/" + loser.id() + "/merge",
                        "{\"duplicateId\":\"" + winner.id() + "\"}",
                        410);
        assertThat(
                        ask(agent, "GET", "/api/leads/" + loser.id(), null, 200)
                                .get("mergedIntoId")
                                .textValue())
                .isEqualTo(winner.id());
        var _ = ask(life.admin(), "POST", "/api/leads/" + loser.id() + "/restore", "{}", 409);

        String timeline = "/api/leads/" + winner.id() + "/timeline";
        JsonNode page = ask(agent, "GET", timeline + "?limit=2&total=true", null, 200);
        assertThat(page.at("/data/0/event").textValue()).isEqualTo("lead.merged");
        assertThat(page.at("/data/0/entity/id").textValue()).isEqualTo(loser.id());
        String next = page.at("/page/next").textValue();
        assertThat(
                        ask(agent, "GET", timeline + "?cursor=" + next, null, 200)
                                        .get("data")
                                        .size()
                                + 2)
                .isEqualTo(page.at("/page/total").intValue());
        var _ = ask(agent, "GET", timeline + "?cursor=%3F", null, 400);
        var _ = ask(stranger, "GET", timeline, null, 404);
    }

    @Test
    void tags_are_added_and_removed_individually() {
        String path = "/api/leads/" + life.leadOf(agent).id() + "/tags";
        var _ = ask(agent, "POST", path, "{\"tags\":[\"VIP\",\"Süd\"]}", 200);
        JsonNode withTags = ask(agent, "POST", path, "{\"tags\":[\"vip\",\"solar\"]}", 200);
        assertThat(withTags.get("tags").toString()).isEqualTo("[\"VIP\",\"Süd\",\"solar\"]");
        assertThat(ask(agent, "DELETE", path + "/s%C3%BCd", null, 200).get("tags").toString())
                .isEqualTo("[\"VIP\",\"solar\"]");
        assertThat(ask(agent, "GET", "/api/leads?tag=sud", null, 200).get("data")).isEmpty();
        assertThat(ask(agent, "GET", "/api/leads?tag=vip", null, 200).get("data")).hasSize(1);
        var _ = ask(agent, "POST", path, "{\"tags\":[]}", 400);
        var _ = ask(agent, "POST", path, "{\"tags\":[\" \"]}", 400);
        var _ = ask(stranger, "POST", path, "{\"tags\":[\"x\"]}", 404);
        var _ = ask(stranger, "DELETE", path + "/vip", null, 404);
    }

    @Test
    void admins_declare_custom_fields_and_everyone_reads_them() {
        String path = "/api/custom-fields";
        String plan = "{\"name\":\"plan\",\"type\":\"choice\",\"options\":[\"solo\",\"team\"]}";
        var _ = ask(agent, "POST", path, plan, 403);
        String id = ask(life.admin(), "POST", path, plan, 201).get("id").textValue();
        var _ = ask(life.admin(), "POST", path, plan, 409);
        var _ = ask(life.admin(), "PUT", path + "/" + id, "{\"label\":\"Plan\"}", 200);
        var _ = ask(life.admin(), "PATCH", path + "/" + id, "{\"name\":\"other\"}", 400);
        assertThat(
                        ask(agent, "GET", path + "?sort=name", null, 200)
                                .at("/data/0/label")
                                .textValue())
                .isEqualTo("Plan");
        var _ = ask(agent, "GET", path + "/" + id, null, 200);
        JsonNode refused =
                ask(
                        agent,
                        "POST",
                        "/api/leads",
                        "{\"name\":\"Lee\",\"customFields\":{\"plan\":\"huge\"}}",
                        400);
        assertThat(refused.at("/errors/0/field").textValue()).isEqualTo("customFields.plan");
        var _ = ask(life.admin(), "DELETE", path + "/" + id, null, 200);
        var _ = ask(agent, "GET", path + "/" + id, null, 404);
        var _ = ask(life.admin(), "PUT", path + "/" + id, "{\"label\":\"x\"}", 410);
        var _ = ask(life.admin(), "POST", path + "/" + id + "/restore", "{}", 200);
    }

    @Test
    void everyone_reads_score_rules_and_admins_set_them() {
        JsonNode rules = ask(agent, "GET", "/api/leads/score-rules", null, 200);
        assertThat(rules.get("rules")).hasSizeGreaterThan(10);
        String set = Json.object().set("rules", rules.get("rules")).toString();
        var _ = ask(agent, "PUT", "/api/leads/score-rules", set, 403);
        assertThat(ask(life.admin(), "PUT", "/api/leads/score-rules", set, 200)).isEqualTo(rules);
        var _ = ask(life.admin(), "PUT", "/api/leads/score-rules", "{\"rules\":[{}]}", 400);
        Lead lead = life.leadOf(agent);
        String path = "/api/leads/" + lead.id() + "/score";
        assertThat(ask(agent, "GET", path, null, 200).get("reasons")).isEmpty();
        var _ = ask(stranger, "GET", path, null, 404);
    }

    @Test
    void only_visible_duplicates_are_listed() {
        String body =
                "{\"name\":\"Lee\",\"phone\":\"+1 212 555 0123\",\"email\":\"lee@example.com\"}";
        String id = ask(agent, "POST", "/api/leads", body, 201).get("id").textValue();
        for (String query : List.of("phone=212-555-0123", "email=LEE@example.com")) {
            String path = "/api/leads/duplicates?" + query.replace("212-", "%2B1212-");
            assertThat(ask(agent, "GET", path, null, 200).at("/data/0/id").textValue())
                    .isEqualTo(id);
            assertThat(ask(stranger, "GET", path, null, 200).get("data")).isEmpty();
        }
        var _ = ask(agent, "GET", "/api/leads/duplicates", null, 400);
    }

    @Test
    void consent_in_the_future_is_refused() {
        String consent =
                "{\"name\":\"Lee\",\"consent\":{\"basis\":\"consent\",\"source\":\"fair\",\"at\":\"%s\"}}";
        var _ = ask(agent, "POST", "/api/leads", consent.formatted("2026-01-01T00:00:00Z"), 201);
        JsonNode refused =
                ask(agent, "POST", "/api/leads", consent.formatted("2126-01-01T00:00:00Z"), 400);
        assertThat(refused.at("/errors/0/field").textValue()).isEqualTo("consent.at");
        var _ = ask(agent, "POST", "/api/leads", "{\"name\":\"Lee\",\"consent\":{}}", 400);
    }

    private JsonNode ask(
            Agent asks, String method, String path, @Nullable String body, int status) {
        ServedRoutes.Answer answer =
                served.ask(method, path, asks, body == null ? null : Json.read(body));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return answer.body();
    }
}
