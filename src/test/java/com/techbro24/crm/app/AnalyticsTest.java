package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of a running server, on both databases. */
@ParameterizedClass
@EnumSource
record AnalyticsTest(TestDatabase kind) {
    private static void call(RunningCrm crm, Person agent, String rest) {
        String lead = crm.lead(agent.token(), "Ada");
        String body =
                "{\"phone\":\"+4930901820\",\"leadId\":\""
                        + lead
                        + "\","
                        + rest.replace('\'', '"')
                        + "}";
        crm.post(agent.token(), "/api/calls", body).expect(201);
    }

    private static JsonNode figures(RunningCrm crm, String token, String query) {
        return crm.get(token, "/api/analytics/overview" + query).expect(200).json().get("figures");
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
}
