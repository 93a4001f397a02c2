package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.LiveClient.Event;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.socketio.NodeScript;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole program heard over sockets, by the official clients, on both databases. */
@ParameterizedClass
@EnumSource
class RealtimeTest {
    private final TestDatabase kind;
    private String database = "";
    private RunningCrm crm;

    RealtimeTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() {
        database = RunningCrm.address(kind);
        crm = RunningCrm.over(database);
    }

    @AfterEach
    void stop() {
        crm.close();
    }

    @Test
    void a_change_arrives_live_under_its_name_with_seq_and_prev() {
        LiveClient admin = crm.connect(crm.admin(), null, "polling", "websocket");
        long ready = admin.next("ready").seq();

        String lead = crm.lead(crm.admin(), "Ada Lovelace");
        crm.post(crm.admin(), "/api/leads/" + lead + "/status", "{\"status\":\"contacted\"}")
                .expect(200);

        LiveClient.Event created = admin.next("lead.created");
        LiveClient.Event changed = admin.next("lead.status_changed");
        assertThat(created.payload().get("prev").longValue()).isEqualTo(ready);
        assertThat(changed.payload().get("prev").longValue()).isEqualTo(created.seq());
        assertThat(changed.payload().at("/record/status").textValue()).isEqualTo("contacted");
        assertThat(changed.payload().get("changed")).contains(Json.tree("status"));
        assertThat(changed.entityId()).isEqualTo(lead);
    }

    @Test
    void each_sees_exactly_what_it_may_while_leads_go_back_and_forth() {
        Person ann = crm.person("Ann", "agent", "north");
        Person bob = crm.person("Bob", "agent", "south");
        Person mia = crm.person("Mia", "manager", "north");
        LiveClient annHears = crm.connect(ann.token());
        LiveClient bobHears = crm.connect(bob.token(), null, "polling");
        LiveClient miaHears = crm.connect(mia.token());
        for (LiveClient client : List.of(annHears, bobHears, miaHears)) {
            client.next("ready");
        }
        String lead = crm.lead(crm.admin(), "Wanderer");
        for (int round = 0; round < 5; round++) {
            assign(lead, ann);
            assign(lead, bob);
        }
        crm.delete(crm.admin(), "/api/leads/" + lead);

        // To Ann's team it came five times and left five times; Bob had it at the end.
        assertThat(names(annHears, 10))
                .containsExactly(repeated("lead.assigned", "entity.removed"));
        assertThat(names(bobHears, 10))
                .startsWith("lead.assigned", "entity.removed")
                .endsWith("lead.deleted");
        List<String> miaHeard = names(miaHears, 11);
        assertThat(miaHeard).startsWith("lead.created");
        assertThat(miaHeard.subList(1, 11))
                .containsExactly(repeated("lead.assigned", "entity.removed"));
    }

    private void assign(String lead, Person to) {
        String body = "{\"agentId\":\"" + to.id() + "\"}";
        crm.post(crm.admin(), "/api/leads/" + lead + "/assign", body).expect(200);
    }

    private static String[] repeated(String first, String second) {
        List<String> names = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            names.add(first);
            names.add(second);
        }
        return names.toArray(String[]::new);
    }

    private static List<String> names(LiveClient client, int count) {
        List<String> names = new ArrayList<>();
        long prev = -1;
        while (names.size() < count) {
            LiveClient.Event event = client.poll();
            if (event.name().equals("presence.changed")) {
                continue;
            }
            if (prev >= 0) {
                assertThat(event.payload().get("prev").longValue()).isEqualTo(prev);
            }
            prev = event.seq();
            if (event.payload().at("/entity/type").textValue().equals("lead")) {
                names.add(event.name());
            }
        }
        return names;
    }

    @Test
    void a_client_that_comes_back_with_since_misses_nothing_and_hears_nothing_twice()
            throws Exception {
        Person ann = crm.person("Ann", "agent", null);
        LiveClient first = crm.connect(ann.token());
        long since = first.next("ready").seq();
        first.close();
        List<String> made = new ArrayList<>();
        CountDownLatch third = new CountDownLatch(40);
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int count = 0; count < 120; count++) {
                                        made.add(crm.lead(ann.token(), "Lead " + count));
                                        third.countDown();
                                    }
                                });
        // Some are made before it connects, some meanwhile, and one after that.
        third.await();
        LiveClient second = crm.connect(ann.token(), since, "websocket");
        writer.join();
        made.add(crm.lead(ann.token(), "Last"));
        String last = made.getLast();

        List<LiveClient.Event> heard =
                second.until(
                        event ->
                                event.name().equals("lead.created")
                                        && event.entityId().equals(last));
        List<LiveClient.Event> changes =
                heard.stream().filter(event -> event.name().equals("lead.created")).toList();
        assertThat(changes.stream().map(Event::entityId)).containsExactlyElementsOf(made);
        long prev = since;
        for (LiveClient.Event event : changes) {
            assertThat(event.payload().get("prev").longValue()).isEqualTo(prev);
            prev = event.seq();
        }
        assertThat(heard.stream().filter(event -> event.name().equals("ready"))).hasSize(1);
    }

    @Test
    void commands_over_the_socket_follow_the_same_rules_as_over_rest() throws Exception {
        Person ann = crm.person("Ann", "agent", null);
        String own = crm.lead(ann.token(), "Own");
        String foreign = crm.lead(crm.admin(), "Foreign");
        LiveClient client = crm.connect(ann.token());
        client.next("ready");

        JsonNode done =
                client.ask(
                        "lead.set_status", Json.object().put("id", own).put("status", "contacted"));
        JsonNode stranger =
                client.ask(
                        "lead.set_status",
                        Json.object().put("id", foreign).put("status", "contacted"));
        JsonNode wrong = client.ask("lead.set_status", Json.object().put("id", own).put("stat", 1));
        JsonNode unknown = client.ask("lead.explode", Json.object());

        assertThat(done.get("ok").booleanValue()).isTrue();
        assertThat(done.at("/record/status").textValue()).isEqualTo("contacted");
        assertThat(stranger.at("/problem/code").textValue()).isEqualTo("not_found");
        assertThat(wrong.at("/problem/errors").size()).isGreaterThan(1);
        assertThat(unknown.at("/problem/code").textValue()).isEqualTo("not_found");
    }

    @Test
    void the_same_mutation_happens_once() throws Exception {
        LiveClient client = crm.connect(crm.admin());
        client.next("ready");
        var command = Json.object().put("name", "Once").put("mutationId", "m-1");

        JsonNode first = client.ask("lead.create", command.deepCopy());
        JsonNode again = client.ask("lead.create", command.deepCopy());

        assertThat(again.at("/record/id")).isEqualTo(first.at("/record/id"));
        assertThat(again.get("replayed").booleanValue()).isTrue();
    }

    @Test
    void an_invalid_token_gets_the_reason() {
        LiveClient client = crm.connect("crm_s_nothing");
        LiveClient.Event refused = client.next("connect_error");
        assertThat(refused.payload().at("/data/code").textValue()).isEqualTo("unauthenticated");
    }

    @Test
    void a_disabled_agent_is_disconnected_and_a_moved_one_gets_a_resync() {
        Person ann = crm.person("Ann", "agent", "north");
        Person mia = crm.person("Mia", "manager", "north");
        LiveClient annHears = crm.connect(ann.token());
        LiveClient miaHears = crm.connect(mia.token());
        annHears.next("ready");
        miaHears.next("ready");

        crm.put(crm.admin(), "/api/agents/" + mia.id(), "{\"team\":\"south\"}").expect(200);
        assertThat(miaHears.until(event -> event.name().equals("resync"))).isNotEmpty();
        String lead = crm.lead(crm.admin(), "Pool");
        assertThat(miaHears.until(event -> event.entityId().equals(lead)))
                .extracting(Event::name)
                .as("told once")
                .doesNotContain("resync");

        crm.put(crm.admin(), "/api/agents/" + ann.id(), "{\"active\":false}").expect(200);
        annHears.until(event -> event.name().equals("session.expired"));
        annHears.until(event -> event.name().equals("disconnect"));
        eventually(
                () ->
                        assertThat(crm.send("GET", "/api/auth/me", ann.token(), null).statusCode())
                                .isEqualTo(401));
    }

    @Test
    void a_session_that_ends_ends_its_sockets() {
        Person ann = crm.person("Ann", "agent", null);
        LiveClient client = crm.connect(ann.token());
        client.next("ready");
        crm.post(ann.token(), "/api/auth/logout", "{}");
        client.until(event -> event.name().equals("session.expired"));
        client.until(event -> event.name().equals("disconnect"));
    }

    @Test
    void a_server_that_stops_ends_the_sockets_of_its_clients() {
        LiveClient client = crm.connect(crm.admin(), null, "polling");
        client.next("ready");
        crm.stop();
        client.until(event -> event.name().equals("disconnect"));
    }

    @Test
    void two_nodes_over_one_database_tell_the_same() {
        if (kind == TestDatabase.SQLITE) {
            return; // a file belongs to one process
        }
        try (RunningCrm other = RunningCrm.over(database)) {
            LiveClient here = crm.connect(crm.admin());
            LiveClient there = other.connect(crm.admin());
            here.next("ready");
            there.next("ready");
            String made = crm.lead(crm.admin(), "Made here");
            String madeThere = other.lead(crm.admin(), "Made there");
            for (LiveClient client : List.of(here, there)) {
                assertThat(client.next("lead.created").entityId()).isEqualTo(made);
                assertThat(client.next("lead.created").entityId()).isEqualTo(madeThere);
            }
        }
    }

    @Test
    void the_javascript_client_connects_unmodified() throws Exception {
        String output = NodeScript.run("crm.js", crm.url(), crm.admin());
        assertThat(output).startsWith("0\n").contains("all well");
    }
}
