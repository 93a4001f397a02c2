package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record SyncRetryTest(TestDatabase kind) {
    @Test
    void a_mutation_is_known_again_without_its_base_version() {
        try (SyncRoom room = new SyncRoom(kind)) {
            Agent ann = Agents.agent().in(room.spine());
            Lead lead = Leads.lead().assignedTo(ann.id()).in(room.spine());
            ObjectNode mutation =
                    SyncRoom.mutation("update", lead.id(), 1, "{'company':'Analytical'}");
            room.push(ann, "leads", mutation);

            JsonNode again = room.push(ann, "leads", mutation.putNull("baseVersion")).get(0);

            assertThat(again.get("replayed").booleanValue()).isTrue();
            assertThat(again.get("status").textValue()).isEqualTo("applied");
        }
    }

    @Test
    void versions_of_a_history_that_a_restore_ended_do_not_count() {
        try (SyncRoom room = new SyncRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            Agent ann = Agents.agent().in(room.spine());
            Lead lead = Leads.lead().assignedTo(ann.id()).in(room.spine());
            room.put(admin, "leads", lead.id(), "{'company':'Restored'}");
            JsonNode cursor = room.caughtUp(ann, "leads");
            LogMeta _ = room.spine().writer().write(LogMeta::startEpoch);
            ObjectNode mutation = SyncRoom.mutation("update", lead.id(), 2, "{'company':'Mine'}");
            mutation.set("was", SyncRoom.json("{'company':'Lost'}"));
            ObjectNode body = Json.object();
            body.set("cursor", cursor);
            body.putArray("mutations").add(mutation);

            JsonNode result =
                    room.served.ask("POST", "/api/leads/sync", ann, body).body().at("/results/0");

            assertThat(result.at("/conflicts/0/server").textValue()).isEqualTo("Restored");
        }
    }

    @Test
    void what_a_device_did_itself_is_no_conflict_with_what_it_does_next() {
        try (SyncRoom room = new SyncRoom(kind)) {
            Agent ann = Agents.agent().in(room.spine());
            Lead lead = Leads.lead().assignedTo(ann.id()).in(room.spine());
            JsonNode results =
                    room.push(
                            ann,
                            "leads",
                            SyncRoom.mutation("update", lead.id(), 1, "{'company':'One'}"),
                            SyncRoom.mutation("update", lead.id(), 1, "{'company':'Two'}"),
                            SyncRoom.mutation("delete", lead.id(), 1, ""));

            assertThat(results)
                    .allSatisfy(
                            result ->
                                    assertThat(result.get("status").textValue())
                                            .isEqualTo("applied"));
        }
    }
}
