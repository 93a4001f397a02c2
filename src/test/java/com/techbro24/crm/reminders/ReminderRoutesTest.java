package com.techbro24.crm.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.TestDatabase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record ReminderRoutesTest(TestDatabase kind) {
    private static ServedRoutes serve(ReminderRoom room) {
        return new ServedRoutes(
                room.spine(),
                new ReminderRoutes(room.spine().database(), room.spine().clock()).routes());
    }

    private static List<String> ids(ServedRoutes.Answer list) {
        assertThat(list.status()).isEqualTo(200);
        return list.body().get("data").valueStream().map(row -> row.get("id").textValue()).toList();
    }

    @Test
    void a_reminder_through_its_whole_life_cycle() {
        try (ReminderRoom room = ReminderRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            ObjectNode body =
                    Json.object()
                            .put("title", "Call")
                            .put("dueAt", "2026-03-04T09:30:00+00:00")
                            .put("leadId", lead)
                            .put("kind", "call_back")
                            .put("recurrence", "FREQ=WEEKLY");
            body.putArray("remindBefore").add("PT10M");
            var made = api.ask("POST", "/api/reminders", agent, body);
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().get("remindBefore").get(0).textValue()).isEqualTo("PT10M");
            assertThat(made.body().has("slot")).isFalse();
            String one = "/api/reminders/" + made.id();

            assertThat(api.get(agent, one).body()).isEqualTo(made.body());
            for (String list :
                    List.of(
                            "/api/reminders?leadId=" + lead + "&kind=call_back",
                            "/api/reminders?status=pending&overdue=false&total=true",
                            "/api/reminders/agent/me?sort=-updatedAt",
                            "/api/reminders/due-soon/me?within=PT1H",
                            "/api/leads/" + lead + "/reminders")) {
                assertThat(ids(api.get(agent, list))).as(list).containsExactly(made.id());
            }
            assertThat(ids(api.get(agent, "/api/reminders/overdue/me"))).isEmpty();
            assertThat(api.get(agent, "/api/reminders/due-soon/me?within=P9999D").status())
                    .isEqualTo(400);

            changeUntilDeleted(api, agent, one);
        }
    }

    private static void changeUntilDeleted(ServedRoutes api, Agent agent, String one) {
        var snoozed =
                api.ask(
                        "POST",
                        one + "/snooze",
                        agent,
                        Json.object().put("until", "2026-03-04T12:00:00Z"));
        assertThat(snoozed.body().get("nextAlertAt").textValue())
                .isEqualTo("2026-03-04T11:50:00.000Z");
        assertThat(
                        api.ask("PATCH", one, agent, Json.object().put("title", "Ring"))
                                .body()
                                .get("version")
                                .intValue())
                .isEqualTo(3);
        var done = api.ask("POST", one + "/complete", agent, null);
        assertThat(done.body().get("status").textValue()).isEqualTo("completed");
        assertThat(
                        api.get(
                                        agent,
                                        "/api/reminders/"
                                                + done.body().get("nextReminderId").textValue())
                                .body()
                                .get("dueAt")
                                .textValue())
                .isEqualTo("2026-03-11T09:30:00.000Z");
        assertThat(api.ask("DELETE", one, agent, null).status()).isEqualTo(200);
        assertThat(api.get(agent, one).status()).isEqualTo(404);
        assertThat(api.ask("POST", one + "/restore", agent, null).status()).isEqualTo(200);
        assertThat(api.get(agent, one).status()).isEqualTo(200);
    }

    @Test
    void pagination_covers_both_tables() {
        try (ReminderRoom room = ReminderRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            for (int index = 0; index < 9; index++) {
                ObjectNode body =
                        Json.object()
                                .put("title", "No. " + index)
                                .put("dueAt", "2026-03-0" + (9 - index) + "T12:00:00Z");
                if (index % 2 == 0) {
                    body.put("leadId", lead);
                }
                api.ask("POST", "/api/reminders", agent, body);
            }
            for (String sort : List.of("dueAt", "-dueAt", "createdAt", "-updatedAt", "remindAt")) {
                String path = "/api/reminders?limit=2&sort=" + sort;
                Set<String> seen = new LinkedHashSet<>();
                String cursor = "";
                while (cursor != null) {
                    var page = api.get(agent, path + cursor);
                    seen.addAll(ids(page));
                    String next = page.body().get("page").get("next").textValue();
                    cursor = next == null ? null : "&cursor=" + next;
                }
                assertThat(seen).as(sort).hasSize(9);
            }
        }
    }

    @Test
    void reminders_of_others_are_reported_as_not_found_on_every_route() {
        try (ReminderRoom room = ReminderRoom.open(kind);
                ServedRoutes api = serve(room)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Agent stranger = Agents.agent().team("north").in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            String id = room.create(agent, "2026-03-04T12:00:00Z", null).get("id").textValue();
            ObjectNode until = Json.object().put("until", "2026-03-05T12:00:00Z");
            record Ask(String method, String path, String id, @Nullable ObjectNode body) {}
            for (Ask ask :
                    List.of(
                            new Ask("GET", "/api/reminders/%s", id, null),
                            new Ask("PUT", "/api/reminders/%s", id, Json.object()),
                            new Ask("DELETE", "/api/reminders/%s", id, null),
                            new Ask("POST", "/api/reminders/%s/restore", id, null),
                            new Ask("POST", "/api/reminders/%s/complete", id, null),
                            new Ask("POST", "/api/reminders/%s/snooze", id, until),
                            new Ask("GET", "/api/reminders/agent/%s", agent.id(), null),
                            new Ask("GET", "/api/reminders/overdue/%s", agent.id(), null),
                            new Ask("GET", "/api/reminders/due-soon/%s", agent.id(), null),
                            new Ask("GET", "/api/leads/%s/reminders", lead, null))) {
                var seen = api.ask(ask.method, ask.path.formatted(ask.id), stranger, ask.body);
                var none = api.ask(ask.method, ask.path.formatted(Id.next()), stranger, ask.body);
                assertThat(seen.status()).as(ask.path).isEqualTo(404);
                assertThat(withoutRequest(seen)).as(ask.path).isEqualTo(withoutRequest(none));
            }
            assertThat(ids(api.get(stranger, "/api/reminders?agentId=" + agent.id()))).isEmpty();
        }
    }

    /** The body without the fields that identify the request. */
    private static ObjectNode withoutRequest(ServedRoutes.Answer answer) {
        ObjectNode body = answer.body().deepCopy();
        body.remove(List.of("instance", "requestId"));
        return body;
    }
}
