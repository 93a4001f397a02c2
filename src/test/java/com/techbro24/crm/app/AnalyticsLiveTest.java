package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures over the socket, for those who watch them. */
@ParameterizedClass
@EnumSource
record AnalyticsLiveTest(TestDatabase kind) {
    private static void call(RunningCrm crm, Person agent) {
        String lead = crm.lead(agent.token(), "Ada");
        String body =
                "{\"phone\":\"+4930901820\",\"leadId\":\"%s\",\"status\":\"completed\"}"
                        .formatted(lead);
        crm.post(agent.token(), "/api/calls", body).expect(201);
    }

    /** The last figures that a watcher has been told, once they have so many calls. */
    private static ObjectNode told(LiveClient client, ObjectNode figures, long calls) {
        while (figures.get("calls").asLong() < calls) {
            JsonNode update =
                    client.until(event -> event.name().equals("analytics.updated"))
                            .getLast()
                            .payload();
            var _ = figures.setAll((ObjectNode) update.get("changed"));
        }
        return figures;
    }

    @Test
    void a_watcher_is_told_what_has_changed() throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person nora = crm.person("Nora", "manager", "north");
            Person ann = crm.person("Ann", "agent", "north");
            Person sam = crm.person("Sam", "agent", "south");
            LiveClient manager = crm.connect(nora.token());
            LiveClient agent = crm.connect(ann.token());
            JsonNode first = manager.ask("analytics.watch", Json.object());
            assertThat(first.get("ok").booleanValue()).isTrue();
            JsonNode own = agent.ask("analytics.watch", Json.object().put("timezone", "UTC"));
            assertThat(own.at("/figures/calls").asLong()).isZero();

            call(crm, sam);
            call(crm, ann);
            ObjectNode team = told(manager, first.get("figures").deepCopy(), 1);
            // The other team's call is not told.
            assertThat(team.get("calls").asLong()).isEqualTo(1);
            assertThat(told(agent, own.get("figures").deepCopy(), 1).get("calls").asLong())
                    .isEqualTo(1);
            ObjectNode asked =
                    crm
                            .get(nora.token(), "/api/analytics/activity")
                            .json()
                            .get("agents")
                            .findParents("today")
                            .stream()
                            .filter(line -> line.get("name").textValue().equals("Ann"))
                            .findFirst()
                            .orElseThrow()
                            .get("today")
                            .deepCopy();
            assertThat(asked.get("calls")).isEqualTo(team.get("calls"));
            assertThat(asked.get("contacts")).isEqualTo(team.get("contacts"));
        }
    }

    @Test
    void what_may_not_be_seen_may_not_be_watched() throws Exception {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            Person bob = crm.person("Bob", "agent", "north");
            LiveClient agent = crm.connect(ann.token());
            for (ObjectNode wish :
                    new ObjectNode[] {
                        Json.object().put("team", "north"), Json.object().put("agentId", bob.id())
                    }) {
                JsonNode refused = agent.ask("analytics.watch", wish);
                assertThat(refused.get("ok").booleanValue()).isFalse();
                assertThat(refused.at("/problem/code").textValue()).isEqualTo("not_found");
            }
            JsonNode invalid =
                    agent.ask("analytics.watch", Json.object().put("timezone", "Mars/Olympus"));
            assertThat(invalid.at("/problem/code").textValue()).isEqualTo("invalid");
        }
    }
}
