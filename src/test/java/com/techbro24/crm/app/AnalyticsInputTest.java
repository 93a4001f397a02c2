package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.calls.CallDirection;
import com.techbro24.crm.calls.CallOutcome;
import com.techbro24.crm.calls.CallStatus;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may be asked of analytics, and in which form it is answered. */
class AnalyticsInputTest {
    private static final List<String> WITH_PERIOD =
            List.of(
                    "overview",
                    "agents",
                    "agents/me",
                    "calls",
                    "hours",
                    "funnel",
                    "speed-to-lead",
                    "follow-ups");

    @Test
    void a_senseless_question_has_its_problem() {
        Map<String, String> codes =
                Map.of(
                        "from=2026-02-01&to=2026-01-01", "not_after_from",
                        "from=2026-02-01&to=2026-02-01", "not_after_from",
                        "from=1976-01-01&to=2026-01-01", "too_long",
                        "from=yesterday", "wrong_type",
                        "to=2026-02-30", "wrong_type",
                        "timezone=Mars/Olympus", "wrong_type",
                        "format=xml", "unknown_value",
                        "group=day", "unknown_parameter");
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            for (String report : WITH_PERIOD) {
                codes.forEach(
                        (query, code) -> {
                            String path = "/api/analytics/" + report + "?" + query;
                            Answer refused = crm.get(crm.admin(), path).expect(400);
                            assertThat(refused.json().at("/errors/0/code").textValue())
                                    .as(path)
                                    .isEqualTo(code);
                        });
            }
            for (String query : List.of("outcome=nice", "status=over", "direction=up")) {
                crm.get(crm.admin(), "/api/analytics/calls?" + query).expect(400);
            }
            crm.get(crm.admin(), "/api/analytics/overview?team=nowhere").expect(404);
        }
    }

    @Test
    void the_words_are_those_of_the_rooms_that_write_them() throws Exception {
        String room = "com.techbro24.crm.analytics.";
        assertThat(EnumNames.all(Class.forName(room + "CallState")))
                .containsExactly(EnumNames.all(CallStatus.class));
        assertThat(EnumNames.all(Class.forName(room + "CallResult")))
                .containsExactly(EnumNames.all(CallOutcome.class));
        assertThat(EnumNames.all(Class.forName(room + "CallWay")))
                .containsExactly(EnumNames.all(CallDirection.class));
        assertThat(EnumNames.all(Class.forName(room + "WorkState")))
                .containsExactly(EnumNames.all(AgentStatus.class));
        assertThat(EnumNames.all(Class.forName(room + "Stage")))
                .containsExactly(EnumNames.all(LeadStatus.class));
    }

    @Test
    void a_table_in_csv_has_the_values_of_the_json() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            Person ann = crm.person("Ann", "agent", "north");
            String lead = crm.lead(ann.token(), "Ada");
            String call =
                    "{\"leadId\":\"%s\",\"phone\":\"+4930901820\",\"status\":\"completed\"}"
                            .formatted(lead);
            crm.post(ann.token(), "/api/calls", call).expect(201);
            JsonNode daily =
                    crm.get(ann.token(), "/api/analytics/overview").expect(200).json().get("daily");
            List<String> lines =
                    crm.get(ann.token(), "/api/analytics/overview?format=csv")
                            .expect(200)
                            .body()
                            .lines()
                            .toList();
            assertThat(lines).hasSize(daily.size() + 1);
            List<String> columns = List.of(lines.getFirst().split(",", -1));
            for (int row = 0; row < daily.size(); row++) {
                List<String> cells = List.of(lines.get(row + 1).split(",", -1));
                assertThat(cells.getFirst()).isEqualTo(daily.get(row).get("date").textValue());
                JsonNode figures = daily.get(row).get("figures");
                List<String> told = new ArrayList<>();
                List<String> expected = new ArrayList<>();
                for (String name : List.of("calls", "contacts", "leadsCreated", "conversions")) {
                    told.add(cells.get(columns.indexOf(name)));
                    expected.add(figures.get(name).asText());
                }
                assertThat(told).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_name_that_a_spreadsheet_would_run_is_text_in_csv() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            String agent = "{\"name\":\"=1+1\",\"email\":\"one@example.com\",\"role\":\"agent\"}";
            crm.post(crm.admin(), "/api/agents", agent).expect(201);
            assertThat(crm.get(crm.admin(), "/api/analytics/agents?format=csv").body())
                    .contains(",'=1+1,");
        }
    }
}
