package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import java.util.Optional;

/**
 * A team of a running server, whose manager makes rules and listens. No rule of a team answers what
 * happens in another team.
 */
record AutomationTeam(RunningCrm crm, Person manager, Person agent, LiveClient client) {
    private static final String PHONE = "+44 20 7946 0001";
    private static final String RAN = "automation.ran";

    static AutomationTeam of(RunningCrm crm, String name) {
        Person manager = crm.person("Mia-" + name, "manager", name);
        Person agent = crm.person("Ann-" + name, "agent", name);
        return new AutomationTeam(crm, manager, agent, crm.connect(manager.token()));
    }

    /** Single quotes are double ones. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** The main rule of a template. */
    String rule(String template, String params) {
        String path = "/api/automation/from-template/" + template;
        return crm.post(manager.token(), path, json("{'params':" + params + "}"))
                .expect(200)
                .json()
                .at("/rules/0/id")
                .textValue();
    }

    /** A lead of the agent. */
    String lead(String name) {
        String body =
                "{'name':'%s','phone':'%s','timezone':'Europe/London','assignedAgentId':'%s',"
                        + "'allowDuplicate':true}";
        return crm.post(
                        manager.token(),
                        "/api/leads",
                        json(body.formatted(name, PHONE, agent.id())))
                .expect(201)
                .id();
    }

    JsonNode leadOf(String id) {
        return crm.get(agent.token(), "/api/leads/" + id).expect(200).json();
    }

    String call(String lead, String direction) {
        String body = "{'leadId':'%s','direction':'%s','phone':'%s'}";
        return crm.post(agent.token(), "/api/calls", json(body.formatted(lead, direction, PHONE)))
                .expect(201)
                .id();
    }

    void step(String call, String step, String body) {
        crm.post(agent.token(), "/api/calls/" + call + "/" + step, json(body)).expect(200);
    }

    JsonNode data(Person person, String path) {
        return crm.get(person.token(), path).expect(200).json().get("data");
    }

    /** The reminders of the agent. */
    JsonNode reminders() {
        return data(agent, "/api/reminders");
    }

    /** The runs of a rule, newest first. */
    JsonNode runs(String rule) {
        return data(manager, "/api/automation/" + rule + "/runs");
    }

    /** The only run of a rule about a row, when it has this status. */
    JsonNode run(String rule, String entityId, String status) {
        String path = "/api/automation/" + rule + "/runs?entityId=" + entityId;
        eventually(
                () -> assertThat(data(manager, path).at("/0/status").asText()).isEqualTo(status));
        JsonNode runs = data(manager, path);
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    /** The run of which the manager's client hears next. */
    JsonNode ran(String rule) {
        LiveClient.Event heard = client.until(event -> event.name().equals(RAN)).getLast();
        assertThat(heard.payload().at("/record/ruleId").textValue()).isEqualTo(rule);
        String path = "/api/automation/runs/" + heard.entityId();
        JsonNode run = crm.get(manager.token(), path).expect(200).json();
        assertThat(run.get("status").textValue()).isEqualTo("done");
        assertThat(runs(rule)).contains(run);
        return run;
    }

    /** The row that the run's first action made or changed with a command. */
    static String made(JsonNode run, String command) {
        for (JsonNode each : run.at("/trace/actions/0/commands")) {
            if (each.get("name").textValue().equals(command)) {
                return each.get("entityId").textValue();
            }
        }
        throw new AssertionError("no " + command + " in " + run);
    }

    /** Why a rule ran or did not run for a lead. */
    JsonNode explained(String rule, String lead) {
        for (JsonNode each : data(manager, "/api/automation/explain?leadId=" + lead)) {
            if (each.get("ruleId").textValue().equals(rule)) {
                return each;
            }
        }
        throw new AssertionError("rule " + rule + " is not explained");
    }

    String why(String rule, String lead) {
        return explained(rule, lead).get("why").textValue();
    }

    /** The newest entry of a lead's timeline with this event. */
    Optional<JsonNode> onTimeline(Person person, String lead, String event) {
        for (JsonNode each : data(person, "/api/leads/" + lead + "/timeline")) {
            if (each.get("event").textValue().equals(event)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
