package com.techbro24.crm.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record NotificationRoutesTest(TestDatabase kind) {
    private static ServedRoutes serve(NotificationRoom room) {
        return new ServedRoutes(
                room.spine(),
                new NotificationRoutes(room.spine().database(), room.spine().clock()).routes());
    }

    @Test
    void an_inbox_through_its_whole_life_cycle() {
        try (NotificationRoom room = NotificationRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode input =
                    Json.object().put("type", "lead").put("priority", "high").put("title", "Hot");
            input.putObject("entity").put("type", "lead").put("id", Id.next());
            var made = api.ask("POST", "/api/notifications", agent, input);
            assertThat(made.status()).isEqualTo(201);
            String one = "/api/notifications/" + made.id();
            String list = "/api/notifications/agent/me?unread=true&type=lead,call&priority=high";
            assertThat(api.get(agent, list).body().get("data")).hasSize(1);
            assertThat(api.get(agent, one).body()).isEqualTo(made.body());
            var stats = api.get(agent, "/api/notifications/stats/me").body();
            assertThat(stats.get("unread").intValue()).isEqualTo(1);
            assertThat(stats.get("byType").get("lead").get("unread").intValue()).isEqualTo(1);
            assertThat(stats.get("byPriority").get("low").get("total").intValue()).isZero();

            ObjectNode until = Json.object().put("until", "2026-03-05T12:00:00Z");
            assertThat(api.ask("POST", one + "/snooze", agent, until).status()).isEqualTo(200);
            assertThat(api.ask("PUT", one + "/read", agent, null).status()).isEqualTo(200);
            assertThat(api.get(agent, list).body().get("data")).isEmpty();
            assertThat(api.ask("PUT", one + "/unread", agent, null).status()).isEqualTo(200);
            var all = api.ask("PUT", "/api/notifications/agent/me/read-all", agent, null);
            assertThat(all.body().get("read").intValue()).isEqualTo(1);
            assertThat(api.ask("DELETE", one, agent, null).status()).isEqualTo(200);
            assertThat(api.get(agent, one).status()).isEqualTo(404);
            assertThat(api.ask("POST", one + "/restore", agent, null).status()).isEqualTo(200);
        }
    }

    @Test
    void preferences_rules_and_system_notifications_are_served() {
        try (NotificationRoom room = NotificationRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().in(room.spine());
            Agent admin = Agents.admin().in(room.spine());
            String mine = "/api/notifications/preferences/me";
            assertThat(api.get(agent, mine).body().get("version").intValue()).isZero();
            ObjectNode preferences = Json.object();
            preferences.putObject("quietHours").put("from", "22:00").put("to", "06:30");
            preferences.putObject("channels").putArray("call").add("push");
            var set = api.ask("PUT", mine, agent, preferences);
            assertThat(set.status()).isEqualTo(200);
            assertThat(api.get(agent, mine).body()).isEqualTo(set.body());
            ObjectNode wrong = Json.object();
            wrong.putObject("quietHours").put("from", "25:00");
            assertThat(api.ask("PUT", mine, agent, wrong).body().get("errors")).hasSize(2);

            var rules = api.get(admin, "/api/notifications/rules");
            assertThat(rules.body().get("data")).hasSize(8);
            String rule = "/api/notifications/rules/lead_assigned";
            ObjectNode off = Json.object().put("enabled", false);
            assertThat(api.ask("PUT", rule, admin, off).body().get("version").intValue())
                    .isEqualTo(2);
            assertThat(api.ask("PUT", rule, agent, off).status()).isEqualTo(403);
            assertThat(api.ask("PUT", rule + "x", admin, off).status()).isEqualTo(404);

            ObjectNode drill = Json.object().put("title", "Fire drill").put("role", "agent");
            var sent = api.ask("POST", "/api/notifications/system", admin, drill);
            assertThat(sent.body().get("sent").intValue()).isEqualTo(1);
            assertThat(api.get(admin, "/api/notifications/system/" + sent.id()).body())
                    .isEqualTo(sent.body());
            assertThat(api.ask("POST", "/api/notifications/system", agent, drill).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void notifications_of_others_are_reported_as_not_found_on_every_route() {
        try (NotificationRoom room = NotificationRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Agent stranger = Agents.manager().team("south").in(room.spine());
            String id = room.send(agent, NotificationRoom.input("Mine")).get("id").textValue();
            ObjectNode until = Json.object().put("until", "2026-03-05T12:00:00Z");
            record Ask(String method, String path, String id, @Nullable ObjectNode body) {}
            for (Ask ask :
                    List.of(
                            new Ask("GET", "/api/notifications/%s", id, null),
                            new Ask("PUT", "/api/notifications/%s/read", id, null),
                            new Ask("PUT", "/api/notifications/%s/unread", id, null),
                            new Ask("POST", "/api/notifications/%s/snooze", id, until),
                            new Ask("DELETE", "/api/notifications/%s", id, null),
                            new Ask("POST", "/api/notifications/%s/restore", id, null),
                            new Ask("GET", "/api/notifications/agent/%s", agent.id(), null),
                            new Ask(
                                    "PUT",
                                    "/api/notifications/agent/%s/read-all",
                                    agent.id(),
                                    null),
                            new Ask("GET", "/api/notifications/stats/%s", agent.id(), null),
                            new Ask("GET", "/api/notifications/preferences/%s", agent.id(), null),
                            new Ask(
                                    "PUT",
                                    "/api/notifications/preferences/%s",
                                    agent.id(),
                                    Json.object()))) {
                var seen = api.ask(ask.method, ask.path.formatted(ask.id), stranger, ask.body);
                var none = api.ask(ask.method, ask.path.formatted(Id.next()), stranger, ask.body);
                assertThat(seen.status()).as(ask.path).isEqualTo(404);
                assertThat(withoutRequest(seen)).as(ask.path).isEqualTo(withoutRequest(none));
            }
        }
    }

    /** The body without the fields that identify the request. */
    private static ObjectNode withoutRequest(ServedRoutes.Answer answer) {
        ObjectNode body = answer.body().deepCopy();
        body.remove(List.of("instance", "requestId"));
        return body;
    }
}
