package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in that changes consent or do-not-call writes the ledger, in the whole server. */
@ParameterizedClass
@EnumSource
record ConsentRunningTest(TestDatabase kind) {
    private static String json(String text, Object... values) {
        return text.formatted(values).replace('\'', '"');
    }

    private static JsonNode entries(RunningCrm crm, String lead, String query) {
        String path = "/api/leads/" + lead + "/consent" + query;
        return crm.get(crm.admin(), path).expect(200).json().get("data");
    }

    private static List<String> actions(RunningCrm crm, String lead, String query) {
        return entries(crm, lead, query).findValuesAsText("action");
    }

    @Test
    void rest_sync_imports_and_rules_write_the_ledger() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            String lead = crm.lead(ann.token(), "Walker");
            String path = "/api/leads/" + lead;
            crm.put(ann.token(), path, json("{'doNotCall':true}")).expect(200);
            push(crm, ann, lead);
            assertThat(actions(crm, lead, "")).containsExactly("do_not_call_lifted", "do_not_call");
            assertThat(entries(crm, lead, "").findValuesAsText("actor"))
                    .containsExactly(ann.id(), ann.id());

            String rule =
                    crm.post(
                                    crm.admin(),
                                    "/api/automation",
                                    json(
                                            "{'name':'Quiet','trigger':{'event':'lead.updated'},"
                                                    + "'conditions':{'field':'lead.company','op':'eq','value':'Quiet'},"
                                                    + "'actions':[{'type':'set_field','params':{'field':'doNotCall','value':true}}]}"))
                            .expect(201)
                            .id();
            crm.put(ann.token(), path, json("{'company':'Quiet'}")).expect(200);
            eventually(
                    () ->
                            assertThat(entries(crm, lead, "?standing=true").findValuesAsText("via"))
                                    .containsExactly("rule:" + rule));
            assertThat(actions(crm, lead, "?standing=true")).containsExactly("do_not_call");
        }
    }

    /** The device of the agent lifts the mark. */
    private static void push(RunningCrm crm, Person agent, String lead) {
        String version =
                crm.get(agent.token(), "/api/leads/" + lead).json().get("version").asText();
        String body =
                json(
                        "{'mutations':[{'mutationId':'%s','op':'update','id':'%s','baseVersion':%s,"
                                + "'at':'2026-01-01T00:00:00.000Z','set':{'doNotCall':false}}]}",
                        Id.next(), lead, version);
        crm.post(agent.token(), "/api/leads/sync", body).expect(200);
    }

    @Test
    void an_import_names_itself_and_a_merge_keeps_what_both_said() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            String csv =
                    "name,dnc,consent,consent source,consent at\n"
                            + "Walker,yes,consent,fair,2026-01-02T10:00:00Z\nTwin,,,,\n";
            String run = crm.post(ann.token(), "/api/leads/import", csv).expect(202).id();
            eventually(
                    () ->
                            assertThat(
                                            crm.get(ann.token(), "/api/leads?sort=name")
                                                    .json()
                                                    .at("/data"))
                                    .hasSize(2));
            JsonNode leads = crm.get(ann.token(), "/api/leads?sort=name").json().get("data");
            String twin = leads.at("/0/id").asText();
            String walker = leads.at("/1/id").asText();
            assertThat(actions(crm, walker, "?sort=createdAt"))
                    .containsExactlyInAnyOrder("do_not_call", "granted");
            JsonNode granted = entries(crm, walker, "?action=granted").get(0);
            assertThat(granted.get("via").asText()).isEqualTo("import:" + run);
            assertThat(granted.get("source").asText()).isEqualTo("fair");

            String merge = "/api/leads/" + twin + "/merge";
            crm.post(ann.token(), merge, json("{'duplicateId':'%s'}", walker)).expect(200);

            assertThat(entries(crm, twin, "").findValuesAsText("leadId"))
                    .containsExactly(twin, twin, walker, walker);
            assertThat(actions(crm, twin, "?standing=true&channel=call"))
                    .containsExactlyInAnyOrder("do_not_call", "granted");
        }
    }

    @Test
    void what_is_recorded_stands_and_is_in_the_timeline() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            String lead = crm.lead(ann.token(), "Walker");
            String path = "/api/leads/" + lead + "/consent";
            String body = "{'channel':'sms','action':'granted','basis':'consent'}";
            String id = crm.post(ann.token(), path, json(body)).expect(201).id();
            crm.post(ann.token(), path, json("{'channel':'sms','action':'granted'}")).expect(400);

            assertThat(entries(crm, lead, "?standing=true").findValuesAsText("id"))
                    .containsExactly(id);
            JsonNode newest =
                    crm.get(ann.token(), "/api/leads/" + lead + "/timeline").json().at("/data/0");
            assertThat(newest.get("event").asText()).isEqualTo("consent.recorded");
            assertThat(newest.at("/entity/id").asText()).isEqualTo(id);
        }
    }
}
