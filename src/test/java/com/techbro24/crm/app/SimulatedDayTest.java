package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.development.DevelopmentClock;
import com.techbro24.crm.development.day.SimulatedDay;
import com.techbro24.crm.support.FrontProxy;
import com.techbro24.crm.support.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A simulated day in which others change what an agent works on, always at the worst moment. */
class SimulatedDayTest {
    private static final SimulatedDay.Plan PLAN =
            new SimulatedDay.Plan(6, 12, Duration.ofMinutes(90), Duration.ofSeconds(12), 3);

    @Test
    void a_lead_that_moves_between_the_end_of_a_call_and_its_reminder_is_no_error() {
        AtomicInteger moved = new AtomicInteger();
        check(
                "POST /api/calls/[^/]+/end",
                (crm, call) -> {
                    reassign(crm, call.get("leadId").asText(), call.get("agentId").asText());
                    moved.incrementAndGet();
                });
        assertThat(moved.get()).isPositive();
    }

    @Test
    void a_number_that_is_marked_between_the_end_of_a_call_and_its_reminder_is_no_error() {
        AtomicInteger marked = new AtomicInteger();
        check(
                "POST /api/calls/[^/]+/end",
                (crm, call) -> {
                    mark(crm, call.get("phone").asText());
                    marked.incrementAndGet();
                });
        assertThat(marked.get()).isPositive();
    }

    @Test
    void leads_that_move_and_numbers_that_are_marked_after_the_reminder_are_no_error() {
        AtomicInteger changed = new AtomicInteger();
        check(
                "POST /api/calls/[^/]+/wrap-up",
                (crm, call) -> {
                    if (changed.incrementAndGet() % 2 == 0) {
                        reassign(crm, call.get("leadId").asText(), call.get("agentId").asText());
                    } else {
                        mark(crm, call.get("phone").asText());
                    }
                });
        assertThat(changed.get()).isPositive();
    }

    @Test
    void a_number_that_is_marked_between_the_claim_and_the_call_is_no_error() {
        AtomicInteger marked = new AtomicInteger();
        check(
                "POST /api/calls",
                (crm, newest) -> {
                    if (marked.incrementAndGet() % 3 == 0) {
                        mark(crm, newest.get("phone").asText());
                    }
                });
        assertThat(marked.get()).isPositive();
    }

    /** What somebody else does about a call. */
    private interface Interference {
        void on(RunningCrm crm, JsonNode call);
    }

    private static void check(String request, Interference interference) {
        try (RunningCrm crm =
                        new RunningCrm(
                                RunningCrm.address(TestDatabase.SQLITE), new DevelopmentClock());
                FrontProxy proxy =
                        new FrontProxy(
                                URI.create(crm.url()).getPort(),
                                UnaryOperator.identity(),
                                (method, path) -> {
                                    if ((method + " " + path).matches(request)) {
                                        interference.on(crm, call(crm, path));
                                    }
                                })) {
            List<String> lines = new ArrayList<>();
            URI url = URI.create("http://127.0.0.1:" + proxy.port());
            try (var day = new SimulatedDay(url, PLAN, lines::add)) {
                List<String> wrong = day.run("admin@example.com", RunningCrm.ADMIN_PASSWORD);

                assertThat(wrong).as(String.join("\n", lines)).isEmpty();
                assertThat(day.calls()).isGreaterThan(20);
            }
        }
    }

    /** The call of the path, or the newest planned one. */
    private static JsonNode call(RunningCrm crm, String path) {
        String id = path.replaceFirst("/api/calls/?", "").replaceFirst("/.*", "");
        return id.isEmpty()
                ? crm.get(crm.admin(), "/api/calls?status=scheduled&limit=1").json().at("/data/0")
                : crm.get(crm.admin(), "/api/calls/" + id).expect(200).json();
    }

    private static void reassign(RunningCrm crm, String leadId, String fromAgentId) {
        String agents = "/api/agents?role=agent&limit=200";
        for (JsonNode agent : crm.get(crm.admin(), agents).expect(200).json().get("data")) {
            String id = agent.get("id").asText();
            if (!id.equals(fromAgentId)) {
                String body = Json.object().put("agentId", id).toString();
                crm.post(crm.admin(), "/api/leads/" + leadId + "/assign", body).expect(200);
                return;
            }
        }
    }

    /** Another lead with the same number must not be called. */
    private static void mark(RunningCrm crm, String phone) {
        var lead = Json.object().put("name", "Marked").put("phone", phone);
        lead.put("doNotCall", true).put("allowDuplicate", true);
        crm.post(crm.admin(), "/api/leads", lead.toString()).expect(201);
    }
}
