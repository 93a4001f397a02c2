package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.development.DevelopmentClock;
import com.techbro24.crm.development.day.SimulatedDay;
import com.techbro24.crm.support.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The development tools for client developers. */
@ParameterizedClass
@EnumSource
record DevelopmentTest(TestDatabase kind) {
    private static RunningCrm start(TestDatabase kind) {
        return new RunningCrm(RunningCrm.address(kind), new DevelopmentClock());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void without_development_its_paths_are_like_any_unknown_path_and_in_no_document() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            var one = crm.send("GET", "/api/dev/clock", crm.admin(), null);
            var other = crm.send("GET", "/api/nothing/here", crm.admin(), null);

            assertThat(one.statusCode()).isEqualTo(404);
            assertThat(Json.read(one.body()).get("detail"))
                    .isEqualTo(Json.read(other.body()).get("detail"));
            assertThat(crm.send("GET", "/api/openapi.json", null, null).body())
                    .doesNotContain("/api/dev");
        }
    }

    @Test
    void a_clock_that_is_set_forward_lets_a_reminder_be_heard_at_once_and_a_call_time_out() {
        try (RunningCrm crm = start(kind)) {
            String admin = crm.admin();
            Instant now = Times.parse(clock(crm).get("now").asText()).orElseThrow();
            String due = Times.format(now.plus(Duration.ofHours(30)));
            crm.post(admin, "/api/reminders", json("{'title':'Later','dueAt':'" + due + "'}"))
                    .expect(201);
            var call =
                    crm.post(
                                    admin,
                                    "/api/calls",
                                    json("{'direction':'inbound','phone':'+12125550100'}"))
                            .expect(201);
            crm.post(admin, "/api/calls/" + call.id() + "/start", "{}").expect(200);
            var client = crm.connect(admin);
            client.next("ready");

            crm.post(admin, "/api/dev/clock", json("{'offset':'PT31H','speed':60}")).expect(200);

            client.until(event -> event.name().equals("reminder.due"));
            eventually(
                    () ->
                            assertThat(
                                            crm.get(admin, "/api/calls/" + call.id())
                                                    .json()
                                                    .get("endReason")
                                                    .isTextual())
                                    .isTrue());
            assertThat(clock(crm).get("speed").asInt()).isEqualTo(60);
            assertThat(Duration.parse(clock(crm).get("offset").asText()))
                    .isGreaterThanOrEqualTo(Duration.ofHours(31));
            crm.post(admin, "/api/dev/clock", json("{'now':'1999-01-01T00:00:00Z'}")).expect(400);
            crm.post(admin, "/api/dev/clock", json("{'now':'" + due + "','offset':'PT1H'}"))
                    .expect(400);
        }
    }

    private static JsonNode clock(RunningCrm crm) {
        return crm.get(crm.admin(), "/api/dev/clock").expect(200).json();
    }

    @Test
    void any_problem_can_be_asked_for() {
        try (RunningCrm crm = start(kind)) {
            for (int status : List.of(400, 401, 403, 404, 409, 410, 412, 413, 422, 429, 500, 503)) {
                var answer = crm.send("GET", "/api/dev/error/" + status, null, null);
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(Json.read(answer.body()).get("status").asInt()).isEqualTo(status);
            }
            assertThat(crm.send("GET", "/api/dev/error/418", null, null).statusCode())
                    .isEqualTo(422);
            assertThat(crm.send("GET", "/api/dev/error/x", null, null).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void simulated_faults_affect_requests_and_sockets_but_not_health_and_dev_routes() {
        try (RunningCrm crm = start(kind)) {
            String admin = crm.admin();
            var client = crm.connect(admin);
            client.next("ready");

            crm.post(admin, "/api/dev/faults", json("{'errors':{'rate':1,'status':429}}"))
                    .expect(200);
            assertThat(crm.send("GET", "/api/leads", admin, null).statusCode()).isEqualTo(429);
            assertThat(crm.send("GET", "/api/health", null, null).statusCode()).isEqualTo(200);

            crm.post(admin, "/api/dev/faults", json("{'droppedSockets':{'rate':1}}")).expect(200);
            assertThatThrownBy(() -> crm.send("GET", "/api/v1/leads", admin, null))
                    .hasRootCauseInstanceOf(java.io.IOException.class);
            client.until(event -> event.name().equals("disconnect"));

            crm.post(admin, "/api/dev/faults", json("{'latency':{'milliseconds':1}}")).expect(200);
            crm.get(admin, "/api/leads").expect(200);
            crm.post(admin, "/api/dev/faults", json("{'errors':{'rate':2}}")).expect(400);
            crm.post(admin, "/api/dev/faults", json("{'errors':{'rate':1,'status':418}}"))
                    .expect(422);
            crm.post(admin, "/api/dev/faults", json("{'latency':null}")).expect(200);
            assertThat(crm.get(admin, "/api/dev/faults").json().get("latency").isNull()).isTrue();
        }
    }

    @Test
    void only_an_admin_may() {
        try (RunningCrm crm = start(kind)) {
            String manager = crm.person("Mia", "manager", null).token();
            for (String path : List.of("clock", "faults", "reset", "mock-data")) {
                crm.post(manager, "/api/dev/" + path, "{}").expect(403);
            }
        }
    }

    @Test
    void a_reset_leaves_nothing_but_the_admin_and_its_session_and_clients_pull() {
        try (RunningCrm crm = start(kind)) {
            String admin = crm.admin();
            crm.post(admin, "/api/dev/mock-data", json("{'agents':2,'leads':5,'calls':20}"))
                    .expect(200);
            var agent = crm.person("Ann", "agent", "north");
            crm.lead(agent.token(), "Gone Soon");
            crm.put(admin, "/api/calls/outcomes/sale", json("{'countsAsSale':false}")).expect(200);
            var mine = crm.connect(admin);
            long seen = mine.next("ready").payload().get("seq").asLong();
            var hers = crm.connect(agent.token());
            hers.next("ready");

            var fresh = crm.post(admin, "/api/dev/reset", "").expect(200).json();

            assertThat(mine.next("resync").payload().get("reason").asText()).isEqualTo("epoch");
            hers.until(event -> event.name().equals("session.expired"));
            assertThat(fresh.get("seq").asLong()).isGreaterThanOrEqualTo(seen);
            for (String path : List.of("leads", "calls", "reminders")) {
                assertThat(crm.get(admin, "/api/" + path).json().get("data")).isEmpty();
            }
            assertThat(crm.get(admin, "/api/agents").json().get("data")).hasSize(1);
            JsonNode outcomes = crm.get(admin, "/api/calls/outcomes").json().get("data");
            assertThat(outcomes).hasSize(10);
            assertThat(outcomes.get(1).get("countsAsSale").asBoolean()).isTrue();

            String lead = crm.lead(admin, "First Again");
            var created = mine.next("lead.created");
            assertThat(created.entityId()).isEqualTo(lead);
            assertThat(created.seq()).isEqualTo(fresh.get("seq").asLong() + 1);
            var late = crm.connect(admin, seen - 1, "websocket");
            assertThat(late.next("resync").payload().get("reason").asText()).isEqualTo("epoch");
        }
    }

    @Test
    void a_short_day_of_five_agents_adds_up() {
        try (RunningCrm crm = start(kind)) {
            List<String> lines = new ArrayList<>();
            var plan =
                    new SimulatedDay.Plan(5, 8, Duration.ofMinutes(25), Duration.ofSeconds(7), 3);
            try (var day = new SimulatedDay(URI.create(crm.url()), plan, lines::add)) {
                List<String> wrong = day.run("admin@example.com", RunningCrm.ADMIN_PASSWORD);

                assertThat(wrong).as(String.join("\n", lines)).isEmpty();
                assertThat(day.calls()).isGreaterThan(5);
            }
        }
    }
}
