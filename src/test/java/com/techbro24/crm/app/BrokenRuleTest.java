package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that cannot work are refused with all of their faults, and nothing is saved. */
@ParameterizedClass
@EnumSource
record BrokenRuleTest(TestDatabase kind) {
    private static final String RULE =
            """
            {"name":"Rule","trigger":{"event":"call.missed"},
             "actions":[{"type":"send_notification","params":{"to":"owner","title":"Missed"}}]}
            """;

    /** What replaces a part of the rule, and each field with its code. */
    private static final String BROKEN =
            """
            {"name":" "} | name required
            {"name":null} | name required
            {"trigger":null} | trigger required
            {"trigger":{}} | trigger invalid
            {"trigger":{"event":"call.vanished"}} | trigger.event unknown_event
            {"trigger":{"event":"call.missed","events":["call.ended"]}} | trigger invalid
            {"trigger":{"events":[]}} | trigger.events required
            {"trigger":{"events":["call.missed","lead.created"]}} | trigger.events invalid
            {"trigger":{"event":"lead.updated","changedFields":["soul"]}} | trigger.changedFields[0] unknown_field
            {"trigger":{"event":"call.missed","each":"lead"}} | trigger.each invalid
            {"trigger":{"event":"call.missed","maxAge":"PT0S"}} | trigger.maxAge out_of_range
            {"trigger":{"schedule":{"cron":"99 * * * *"}}} | trigger.schedule.cron invalid_cron
            {"trigger":{"schedule":{"cron":"* * * * *"}}} | trigger.schedule.cron too_often
            {"trigger":{"schedule":{"cron":"0 9 30 2 *"}}} | trigger.schedule.cron never_fires
            {"trigger":{"schedule":{"cron":"0 9 * * *","timezone":"Mars/Base"}}} | trigger.schedule.timezone invalid_zone
            {"trigger":{"schedule":{"cron":"0 9 * * *"},"each":"invoice"}} | trigger.each invalid_value
            {"conditions":{"field":"call.soul","op":"eq","value":1}} | conditions.field unknown_field
            {"conditions":{"field":"call.status","op":"resembles","value":"missed"}} | conditions.op unknown_value
            {"conditions":{"field":"call.status","op":"gt","value":3}} | conditions.op not_allowed
            {"conditions":{"field":"call.status","op":"eq","value":"vanished"}} | conditions.value unknown_value
            {"conditions":{"field":"call.ringSeconds","op":"gt","value":"many"}} | conditions.value wrong_type
            {"conditions":{"all":[],"any":[]}} | conditions one_of
            {"conditions":{"all":[]}} | conditions.all required
            {"conditions":{"field":"call.direction","op":"eq","value":"outbound"}} | conditions never_holds
            {"conditions":{"field":"agent.passwordHash","op":"exists"}} | conditions.field unknown_field
            {"actions":[]} | actions too_short
            {"actions":[{"type":"open_door","params":{}}]} | actions[0].type unknown_value
            {"actions":[{"type":"create_reminder","params":{"title":"Call"}}]} | actions[0].params.in invalid
            {"actions":[{"type":"create_reminder","params":{"title":"Call","in":"soon"}}]} | actions[0].params.in invalid_value
            {"actions":[{"type":"update_lead_status","params":{"leadId":"{{call.leadId}}","status":"rich"}}]} | actions[0].params.status invalid_value
            {"actions":[{"type":"assign_lead","params":{"leadId":"{{call.leadId}}"}}]} | actions[0].params.agentId invalid
            {"actions":[{"type":"add_tag","params":{"tag":"x","colour":"red"}}]} | actions[0].params.colour unknown_field, actions[0].params.leadId required
            {"actions":[{"type":"set_field","params":{"field":"id","value":"x"}}]} | actions[0].params.field unknown_field
            {"actions":[{"type":"send_notification","params":{"to":"owner","title":"{{call.soul}}"}}]} | actions[0].params.title unknown_field
            {"actions":[{"type":"send_notification","params":{"to":"owner","title":"{{agent.password}}"}}]} | actions[0].params.title unknown_field
            {"actions":[{"type":"send_notification","params":{"to":"owner","title":"{{owner.passwordHash}} {{agent.token}}"}}]} | actions[0].params.title unknown_field, actions[0].params.title unknown_field
            {"actions":[{"type":"send_notification","params":{"to":"owner","title":"{{ 7*7 }}"}}]} | actions[0].params.title unknown_field
            {"actions":[{"type":"send_notification","params":{"to":"owner","title":"{{T(java.lang.Runtime).exit(1)}}"}}]} | actions[0].params.title unknown_field
            {"trigger":{"event":"reminder.created"},"actions":[{"type":"create_reminder","params":{"title":"Again","in":"PT1H"}}]} | actions[0] endless_loop
            {"window":{"from":"25:00","to":"10:00","timezone":"lead"}} | window.from invalid_format
            {"delaySeconds":-1} | delaySeconds out_of_range
            {"maxDepth":11} | maxDepth out_of_range
            {"burst":{"runs":1,"within":"PT1S"}} | burst.within out_of_range
            {"conditions":{"field":"call.soul","op":"eq","value":1},"trigger":{"event":"call.missed","maxAge":"PT0S"}} | conditions.field unknown_field, trigger.maxAge out_of_range
            """;

    private static Map<String, String> cases() {
        Map<String, String> cases = new LinkedHashMap<>();
        BROKEN.lines()
                .map(line -> line.split(" \\| "))
                .forEach(parts -> cases.put(parts[0], parts[1]));
        return cases;
    }

    /** The faults of the rule with a change. */
    private static String refusal(RunningCrm crm, Person person, String change) {
        ObjectNode rule = (ObjectNode) Json.read(RULE);
        rule.setAll((ObjectNode) Json.read(change));
        Answer answer = crm.post(person.token(), "/api/automation", rule.toString());
        List<String> faults = new ArrayList<>();
        if (answer.status() != 400) {
            return answer.body();
        }
        for (JsonNode error : answer.json().path("errors")) {
            assertThat(error.path("message").asText()).isNotBlank();
            faults.add(error.path("field").asText() + " " + error.path("code").asText());
        }
        return String.join(", ", faults);
    }

    @Test
    void a_broken_rule_is_refused_with_each_fault_and_nothing_is_saved() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person mary = crm.person("Mary", "manager", null);
            Map<String, String> cases = cases();
            assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
            SoftAssertions.assertSoftly(
                    all ->
                            cases.forEach(
                                    (change, faults) ->
                                            all.assertThat(refusal(crm, mary, change))
                                                    .as(change)
                                                    .isEqualTo(faults)));
            assertThat(crm.get(mary.token(), "/api/automation").json().path("data")).isEmpty();
        }
    }

    @Test
    void values_are_inserted_as_they_are_and_never_read_again() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person mary = crm.person("Mary", "manager", null);
            String rule =
                    """
                    {"rule":{"name":"Hello","trigger":{"event":"lead.created"},
                      "actions":[{"type":"send_notification",
                        "params":{"to":"owner","title":"{{lead.name}}"}}]}}
                    """;
            for (String name :
                    List.of(
                            "{{owner.email}}",
                            "<script>alert(1)</script>",
                            "${java:os}",
                            "'; DROP TABLE leads; --")) {
                crm.lead(mary.token(), name);
                JsonNode reply = crm.post(mary.token(), "/api/automation/test", rule).json();
                assertThat(reply.at("/results/0/actions/0/commands/0/input/title").asText())
                        .isEqualTo(name);
            }
        }
    }
}
