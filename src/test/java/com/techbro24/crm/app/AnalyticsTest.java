package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of a running server, on both databases. */
@ParameterizedClass
@EnumSource
record AnalyticsTest(TestDatabase kind) {
    private static String call(RunningCrm crm, Person agent, String rest) {
        String lead = crm.lead(agent.token(), "Ada");
        String body =
                "{'phone':'+4930901820','leadId':'%s',%s}".formatted(lead, rest).replace('\'', '"');
        return crm.post(agent.token(), "/api/calls", body).expect(201).id();
    }

    private static JsonNode report(RunningCrm crm, String token, String path) {
        return crm.get(token, "/api/analytics/" + path).expect(200).json();
    }

    private static JsonNode figures(RunningCrm crm, String token, String query) {
        return still(report(crm, token, "overview" + query).get("figures"));
    }

    /** Without the times, which go on from one question to the next. */
    private static JsonNode still(JsonNode figures) {
        ObjectNode still = figures.deepCopy();
        still.remove(List.of("secondsByStatus", "occupancy"));
        return still;
    }

    private static String agent(Person person) {
        return "agents/" + person.id();
    }

    @Test
    void a_call_counts_as_soon_as_it_is_answered_for() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            call(crm, ann, "'status':'completed','outcome':'interested','durationSeconds':90");
            call(crm, ann, "'status':'no_answer'");

            JsonNode figures = figures(crm, ann.token(), "");
            assertThat(figures.get("calls").asLong()).isEqualTo(2);
            assertThat(figures.get("contacts").asLong()).isEqualTo(1);
            assertThat(figures.get("contactRate").decimalValue()).isEqualByComparingTo("0.5");
            assertThat(figures.get("talkSeconds").asLong()).isEqualTo(90);
            assertThat(figures.get("leadsCreated").asLong()).isEqualTo(2);
            assertThat(figures(crm, crm.admin(), "?team=north")).isEqualTo(figures);
            assertThat(figures(crm, crm.admin(), "?agentId=" + ann.id())).isEqualTo(figures);
        }
    }

    /** A sale that only a manager may revoke counts until it is revoked. */
    @Test
    void a_sale_by_mistake_counts_until_a_manager_revokes_it() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            String call = "/api/calls/" + call(crm, ann, "'status':'completed','outcome':'sale'");
            String other = "{\"outcome\":\"not_interested\"}";
            crm.put(ann.token(), call, other).expect(403);
            JsonNode before = figures(crm, ann.token(), "");
            assertThat(before.get("sales").asLong()).isEqualTo(1);
            assertThat(before.get("conversions").asLong()).isEqualTo(1);

            crm.put(crm.admin(), call, other).expect(200);
            JsonNode after = figures(crm, ann.token(), "");
            assertThat(after.get("sales").asLong()).isZero();
            assertThat(after.get("conversions").asLong()).isZero();
            assertThat(after.get("losses").asLong()).isEqualTo(1);
        }
    }

    @Test
    void an_agent_sees_itself_and_no_colleague() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            Person bob = crm.person("Bob", "agent", "north");
            call(crm, ann, "'status':'no_answer'");
            call(crm, bob, "'status':'completed'");

            JsonNode agents = report(crm, ann.token(), "agents").get("agents");
            assertThat(agents.findValuesAsText("agentId")).containsExactly(ann.id());
            Answer foreign = crm.get(ann.token(), "/api/analytics/agents/" + bob.id()).expect(404);
            Answer missing = crm.get(ann.token(), "/api/analytics/agents/" + Id.next()).expect(404);
            assertThat(foreign.json().get("detail")).isEqualTo(missing.json().get("detail"));
            for (String path : List.of("overview", "calls", "funnel", "hours", "pipeline")) {
                crm.get(ann.token(), "/api/analytics/" + path + "?agentId=" + bob.id()).expect(404);
                crm.get(ann.token(), "/api/analytics/" + path + "?team=north").expect(404);
                crm.get(ann.token(), "/api/analytics/" + path + "?team=none").expect(404);
            }
            // The average of two tells each of them what the other did.
            assertThat(report(crm, ann.token(), "agents/me").get("averages").isNull()).isTrue();
            assertThat(report(crm, ann.token(), "agents/me").at("/score/value").isNull()).isTrue();
            Person cleo = crm.person("Cleo", "agent", "north");
            call(crm, cleo, "'status':'completed'");
            JsonNode averages = report(crm, ann.token(), "agents/me").get("averages");
            assertThat(averages.get("agents").asInt()).isEqualTo(3);
            assertThat(averages.get("calls").decimalValue()).isEqualByComparingTo("1");
        }
    }

    @Test
    void a_team_is_the_team_at_that_time() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person nora = crm.person("Nora", "manager", "north");
            Person sam = crm.person("Sam", "manager", "south");
            Person ann = crm.person("Ann", "agent", "north");
            call(crm, ann, "'status':'completed','startedAt':'2026-01-05T10:00:00Z'");
            JsonNode before = figures(crm, nora.token(), "?from=2026-01-01&to=2026-02-01");
            crm.put(crm.admin(), "/api/agents/" + ann.id(), "{\"team\":\"south\"}").expect(200);

            String january = "?from=2026-01-01&to=2026-02-01";
            assertThat(figures(crm, nora.token(), january).get("calls").asLong()).isEqualTo(1);
            assertThat(figures(crm, nora.token(), january)).isEqualTo(before);
            assertThat(figures(crm, sam.token(), january).get("calls").asLong()).isZero();
            // The agent itself is now the other manager's.
            crm.get(nora.token(), "/api/analytics/" + agent(ann)).expect(404);
            JsonNode left = report(crm, nora.token(), "agents" + january);
            assertThat(left.get("agents").findValuesAsText("agentId")).doesNotContain(ann.id());
            assertThat(left.at("/others/calls").asLong()).isEqualTo(1);
            JsonNode own = report(crm, sam.token(), agent(ann) + january);
            assertThat(own.at("/figures/calls").asLong()).isEqualTo(1);
            for (String team : List.of("south", "nowhere")) {
                crm.get(nora.token(), "/api/analytics/overview?team=" + team).expect(404);
            }
        }
    }

    @Test
    void one_question_has_one_answer_on_every_way() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            List<Person> agents = new ArrayList<>();
            for (String name : List.of("Ann", "Bob", "Cleo")) {
                agents.add(crm.person(name, "agent", "north"));
            }
            for (Person agent : agents) {
                call(crm, agent, "'status':'completed','outcome':'sale','durationSeconds':61");
                call(crm, agent, "'status':'completed','outcome':'interested'");
                call(crm, agent, "'status':'missed','direction':'inbound'");
                call(crm, agent, "'scheduledAt':'2026-01-05T10:00:00Z'");
            }
            String admin = crm.admin();
            String range = "?from=2026-01-01&timezone=Asia/Kolkata";
            JsonNode overview = report(crm, admin, "overview" + range);
            JsonNode figures = still(overview.get("figures"));
            JsonNode team = report(crm, admin, "agents" + range);
            JsonNode calls = report(crm, admin, "calls" + range);
            assertThat(figures.get("calls").asLong()).isEqualTo(9);
            assertThat(still(team.get("total"))).isEqualTo(figures);
            calls.get("figures")
                    .properties()
                    .forEach(
                            figure ->
                                    assertThat(figures.get(figure.getKey()))
                                            .as(figure.getKey())
                                            .isEqualTo(figure.getValue()));
            for (String parts : List.of("daily", "hours", "weekdays")) {
                assertThat(sum(calls.get(parts), "/figures/calls")).as(parts).isEqualTo(9);
            }
            assertThat(total(calls.get("outcomes"))).isEqualTo(9);
            assertThat(total(calls.get("statuses"))).isEqualTo(9);
            assertThat(sum(overview.get("daily"), "/figures/calls")).isEqualTo(9);
            assertThat(listed(crm, "/api/calls?status=missed"))
                    .isEqualTo(figures.get("missedCalls").asLong());
            assertThat(listed(crm, "/api/leads")).isEqualTo(figures.get("leadsCreated").asLong());
            lists(crm, figures);
            for (Person agent : agents) {
                stats(crm, agent);
            }
        }
    }

    /** The pipeline has what the lead lists have, and the funnel what the conversions are. */
    private static void lists(RunningCrm crm, JsonNode figures) {
        JsonNode pipeline = report(crm, crm.admin(), "pipeline");
        for (JsonNode line : pipeline.get("stages")) {
            String stage = line.get("stage").textValue();
            assertThat(line.get("leads").asLong())
                    .as(stage)
                    .isEqualTo(listed(crm, "/api/leads/status/" + stage));
        }
        assertThat(pipeline.get("stages").findValuesAsText("stage"))
                .containsExactly(EnumNames.all(LeadStatus.class));
        for (JsonNode step : report(crm, crm.admin(), "funnel").get("stages")) {
            long parts = 0;
            for (String part : List.of("advanced", "lost", "movedBack", "stillThere")) {
                parts += step.get(part).asLong();
            }
            assertThat(parts).isEqualTo(step.get("entered").asLong());
            if (step.get("stage").textValue().equals("converted")) {
                assertThat(step.get("stillThere")).isEqualTo(figures.get("conversions"));
            }
        }
    }

    private static void stats(RunningCrm crm, Person agent) {
        String month = "/api/agents/" + agent.id() + "/stats?period=month";
        JsonNode stats = crm.get(crm.admin(), month).expect(200).json();
        String query =
                "?from=%s&timezone=%s"
                        .formatted(
                                stats.get("from").textValue(), stats.get("timezone").textValue());
        JsonNode own = report(crm, crm.admin(), agent(agent) + query).get("figures");
        for (String name :
                List.of(
                        "calls",
                        "inboundCalls",
                        "outboundCalls",
                        "missedCalls",
                        "contacts",
                        "contactRate",
                        "talkSeconds",
                        "wrapUpSeconds",
                        "conversions",
                        "overdueReminders")) {
            assertThat(own.get(name)).as(name).isEqualTo(stats.get(name));
        }
    }

    private static long sum(JsonNode rows, String pointer) {
        long sum = 0;
        for (JsonNode row : rows) {
            sum += row.at(pointer).asLong();
        }
        return sum;
    }

    private static long total(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private static long listed(RunningCrm crm, String path) {
        String join = path.contains("?") ? "&" : "?";
        return crm.get(crm.admin(), path + join + "total=true&limit=1")
                .expect(200)
                .json()
                .at("/page/total")
                .asLong();
    }
}
