package com.techbro24.crm.app;

import static com.techbro24.crm.app.Hooks.deliveries;
import static com.techbro24.crm.app.Hooks.hook;
import static com.techbro24.crm.app.Hooks.ids;
import static com.techbro24.crm.app.Hooks.secret;
import static com.techbro24.crm.app.Hooks.standing;
import static com.techbro24.crm.app.Hooks.verifies;
import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.socketio.NodeScript;
import com.techbro24.crm.support.HookReceiver;
import com.techbro24.crm.support.HookReceiver.Received;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks over the whole program, with receivers on the loopback. */
@ParameterizedClass
@EnumSource
record WebhooksTest(TestDatabase kind) {
    private RunningCrm start() {
        return Hooks.start(kind);
    }

    @Test
    void an_event_arrives_signed_with_the_row_and_its_change()
            throws IOException, InterruptedException {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, crm.admin(), receiver, ",'description':'ours'");
            String lead = crm.lead(crm.admin(), "Lee");
            eventually(() -> assertThat(receiver.lines()).containsExactly("lead.created Lee"));
            Received received = receiver.all().getFirst();
            assertThat(verifies(secret(crm, id), received)).isTrue();
            assertThat(verifies("whsec_" + "A".repeat(44), received)).isFalse();
            ObjectNode headers = Json.object();
            received.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            String script =
                    NodeScript.run(
                            "webhook.js", secret(crm, id), headers.toString(), received.body());
            assertThat(script).isEqualTo("0\nlead.created\n");
            assertThat(received.id()).matches("evt_[0-9a-f]{32}_[0-9]+");
            JsonNode json = received.json();
            assertThat(json.at("/data/entity/id").textValue()).isEqualTo(lead);
            assertThat(json.at("/data/entity/type").textValue()).isEqualTo("lead");
            assertThat(json.at("/data/before").isNull()).isTrue();
            assertThat(json.at("/data/actor").isTextual()).isTrue();
            eventually(
                    () ->
                            assertThat(deliveries(crm, id, "?outcome=delivered"))
                                    .singleElement()
                                    .satisfies(
                                            each ->
                                                    assertThat(each.get("status").intValue())
                                                            .isEqualTo(204)));
            crm.put(crm.admin(), "/api/leads/" + lead, "{\"company\":\"Engines\"}").expect(200);
            crm.lead(crm.admin(), "Mia");
            eventually(() -> assertThat(receiver.all()).hasSize(2)); // the update was not wanted
        }
    }

    @Test
    void an_update_that_changes_the_status_is_an_update_too() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, receiver);
            String path = "/api/webhooks/" + id;
            crm.put(crm.admin(), path, "{\"events\":[\"lead.updated\"]}").expect(200);
            String lead = crm.lead(crm.admin(), "Lee");
            String status = "{\"status\":\"contacted\"}";
            crm.post(crm.admin(), "/api/leads/" + lead + "/status", status).expect(200);
            eventually(() -> assertThat(receiver.lines()).containsExactly("lead.updated Lee"));
            JsonNode before = receiver.all().getFirst().json().at("/data/before/status");
            assertThat(before.textValue()).isEqualTo("new");
        }
    }

    @Test
    void a_managers_webhook_carries_only_what_its_owner_sees() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            Person manager = crm.person("Mary", "manager", "north");
            Person north = crm.person("Nora", "agent", "north");
            Person south = crm.person("Sue", "agent", "south");
            String events = ",'description':'north'";
            String id = hook(crm, manager.token(), receiver, events);
            String path = "/api/webhooks/" + id;
            String wanted = "{\"events\":[\"lead.created\",\"lead.assigned\"]}";
            crm.put(manager.token(), path, wanted).expect(200);
            crm.get(south.token(), path).expect(403);
            String _ = assigned(crm, "Hidden", south);
            String lead = assigned(crm, "Shown", north);
            eventually(() -> assertThat(receiver.lines()).contains("lead.created Shown"));
            String away = "{\"agentId\":\"" + south.id() + "\"}";
            crm.post(crm.admin(), "/api/leads/" + lead + "/assign", away).expect(200);
            eventually(() -> assertThat(receiver.lines()).contains("entity.removed "));
            Received removed = receiver.all().getLast();
            assertThat(removed.json().at("/data/entity/id").textValue()).isEqualTo(lead);
            assertThat(removed.json().at("/data/record").isMissingNode()).isTrue();
            assertThat(receiver.all()).noneMatch(each -> each.body().contains("Hidden"));
            assertThat(receiver.all()).noneMatch(each -> each.body().contains(south.id()));
        }
    }

    private static String assigned(RunningCrm crm, String name, Person to) {
        ObjectNode body = Json.object().put("name", name).put("assignedAgentId", to.id());
        return crm.post(crm.admin(), "/api/leads", body.toString()).expect(201).id();
    }

    @Test
    void an_owner_who_may_not_own_webhooks_any_more_gets_nothing_more() {
        TestClock clock = standing();
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = Hooks.start(RunningCrm.address(kind), clock)) {
            Person manager = crm.person("Mary", "manager", "north");
            String id = hook(crm, manager.token(), receiver, "");
            crm.put(crm.admin(), "/api/agents/" + manager.id(), "{\"role\":\"agent\"}").expect(200);
            clock.advance(Duration.ofSeconds(2));
            crm.lead(crm.admin(), "Lee");
            eventually(
                    () ->
                            assertThat(
                                            crm.get(crm.admin(), "/api/webhooks/" + id)
                                                    .json()
                                                    .get("disabledReason")
                                                    .asText())
                                    .isEqualTo("owner_inactive"));
            assertThat(receiver.all()).isEmpty();
        }
    }

    @Test
    void conditions_choose_among_events() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String filter = ",'filter':{'field':'lead.name','op':'starts_with','value':'Big'}";
            hook(crm, crm.admin(), receiver, filter);
            crm.lead(crm.admin(), "Small");
            crm.lead(crm.admin(), "Big deal");
            eventually(() -> assertThat(receiver.lines()).containsExactly("lead.created Big deal"));
        }
    }

    @Test
    void wrong_input_names_every_fault_and_changes_nothing() {
        try (RunningCrm crm = start()) {
            String body =
                    "{'url':'http://10.0.0.1/','events':['lead.born','*'],"
                            + "'filter':{'field':'lead.x','op':'eq','value':1}}";
            JsonNode problem =
                    crm.post(crm.admin(), "/api/webhooks", body.replace('\'', '"'))
                            .expect(400)
                            .json();
            assertThat(problem.get("errors").findValuesAsText("field"))
                    .containsExactlyInAnyOrder("url", "events[0]", "filter");
            JsonNode all = crm.get(crm.admin(), "/api/webhooks").json().get("data");
            assertThat(all).isEmpty();
        }
    }

    @Test
    void two_secrets_sign_while_one_is_exchanged() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, receiver);
            String old = secret(crm, id);
            String rotate = "/api/webhooks/" + id + "/rotate-secret";
            crm.post(crm.admin(), rotate, "{\"overlap\":\"P8D\"}").expect(400);
            crm.post(crm.admin(), rotate, "{\"overlap\":\"PT1H\"}").expect(200);
            String fresh = secret(crm, id);
            assertThat(fresh).isNotEqualTo(old);
            crm.post(crm.admin(), rotate, "{}").expect(409);
            eventually(
                    () -> {
                        crm.lead(crm.admin(), "Lee");
                        assertThat(receiver.all())
                                .anyMatch(each -> verifies(fresh, each) && verifies(old, each));
                    });
        }
    }

    @Test
    void a_replay_sends_a_part_of_the_log_again_under_the_same_ids() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, receiver);
            IntStream.range(0, 5).forEach(index -> crm.lead(crm.admin(), "Lead " + index));
            eventually(() -> assertThat(deliveries(crm, id, "")).hasSize(5));
            eventually(
                    () -> {
                        // the cursor is stored after the attempts
                        crm.post(crm.admin(), "/api/webhooks/" + id + "/replay", "{\"fromSeq\":1}");
                        assertThat(receiver.all()).hasSizeGreaterThanOrEqualTo(10);
                    });
            assertThat(ids(receiver)).hasSize(5);
            int before = receiver.all().size();
            String one = deliveries(crm, id, "").get(0).get("id").textValue();
            crm.post(crm.admin(), "/api/webhooks/deliveries/" + one + "/replay", "{}").expect(200);
            eventually(() -> assertThat(receiver.all()).hasSizeGreaterThan(before));
            assertThat(ids(receiver)).hasSize(5);
        }
    }

    @Test
    void a_rule_sends_what_it_says() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, crm.admin(), receiver, "");
            String none = "{\"events\":[]}";
            crm.put(crm.admin(), "/api/webhooks/" + id, none).expect(200);
            String rule =
                    """
                    {'name':'Tell','trigger':{'event':'lead.created'},'actions':[{'type':
                     'send_webhook','params':{'endpoint':'%s','payload':{'who':'{{lead.name}}'}}}]}
                    """
                            .formatted(id)
                            .replace('\'', '"');
            crm.post(crm.admin(), "/api/automation", rule).expect(201);
            crm.lead(crm.admin(), "Lee");
            eventually(() -> assertThat(receiver.all()).hasSize(1));
            Received received = receiver.all().getFirst();
            assertThat(received.type()).isEqualTo("automation.webhook");
            assertThat(received.json().at("/data/who").textValue()).isEqualTo("Lee");
            assertThat(verifies(secret(crm, id), received)).isTrue();
            eventually(
                    () ->
                            assertThat(crm.get(crm.admin(), "/api/messages?channel=webhook").body())
                                    .contains("\"status\":\"sent\""));
        }
    }

    @Test
    void a_test_sends_a_sample_and_says_what_came_back() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = start()) {
            String id = hook(crm, crm.admin(), receiver, ",'enabled':false");
            String path = "/api/webhooks/" + id + "/test";
            JsonNode answer = crm.post(crm.admin(), path, "{}").expect(200).json();
            assertThat(answer.get("delivered").booleanValue()).isTrue();
            assertThat(verifies(secret(crm, id), receiver.all().getFirst())).isTrue();
            receiver.answers(_ -> 302);
            answer = crm.post(crm.admin(), path, "{}").expect(200).json();
            assertThat(answer.get("delivered").booleanValue()).isFalse();
            assertThat(answer.get("status").intValue()).isEqualTo(302);
            crm.post(crm.admin(), path, "{\"event\":\"lead.created\"}").expect(400);
            crm.lead(crm.admin(), "Lee");
            crm.post(crm.admin(), path, "{\"event\":\"lead.created\"}").expect(200);
            assertThat(receiver.all().getLast().line()).isEqualTo("lead.created Lee");
        }
    }
}
