package com.techbro24.crm.sync;

import static com.techbro24.crm.sync.SyncRoom.mutation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class SyncConflictTest {
    @Parameter TestDatabase kind;
    SyncRoom room;
    Agent admin;
    Agent ann;
    Agent ben;

    @BeforeEach
    void open() {
        room = new SyncRoom(kind);
        admin = Agents.admin().in(room.spine());
        ann = Agents.agent().in(room.spine());
        ben = Agents.agent().in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead() {
        return Leads.lead().assignedTo(ann.id()).in(room.spine());
    }

    private static String status(JsonNode result) {
        return result.get("status").textValue();
    }

    private JsonNode openConflicts(Agent agent) {
        return room.served.get(agent, "/api/sync/conflicts/me?resolved=false").body().get("data");
    }

    @Test
    void a_row_that_was_edited_since_is_not_deleted() {
        Lead lead = lead();
        room.put(admin, "leads", lead.id(), "{'company':'Server'}");
        JsonNode result = room.push(ann, "leads", mutation("delete", lead.id(), 1, "")).get(0);
        assertThat(status(result)).isEqualTo("conflict");
        assertThat(result.at("/conflicts/0/rule").textValue()).isEqualTo("edited");
        assertThat(room.get(ann, "leads", lead.id()).get("id").textValue()).isEqualTo(lead.id());
        JsonNode done = room.push(ann, "leads", mutation("delete", lead.id(), 2, "")).get(0);
        assertThat(status(done)).isEqualTo("applied");
        JsonNode again = room.push(ann, "leads", mutation("delete", lead.id(), 2, "")).get(0);
        assertThat(status(again)).isEqualTo("applied");
    }

    @Test
    void what_was_entered_for_a_lead_that_left_or_was_deleted_is_kept() {
        Lead gone = lead();
        Lead left = lead();
        room.served.ask("DELETE", "/api/leads/" + gone.id(), admin, null);
        room.put(admin, "leads", left.id(), "{'assignedAgentId':'" + ben.id() + "'}");
        Lead never = Leads.lead().assignedTo(ben.id()).in(room.spine());

        var results =
                room.push(
                        ann,
                        "leads",
                        mutation("update", gone.id(), 1, "{'notes':'My words'}"),
                        mutation("update", left.id(), 1, "{'notes':'My words'}"),
                        mutation("update", never.id(), 1, "{'notes':'My words'}"),
                        mutation("update", Id.next(), 1, "{'notes':'My words'}"));
        assertThat(results.findValuesAsText("status")).containsOnly("rejected");
        assertThat(results.get(0).at("/error/code").textValue()).isEqualTo("gone");
        assertThat(results.get(1).at("/error/code").textValue()).isEqualTo("out_of_scope");
        assertThat(results.get(2).at("/error")).isEqualTo(results.get(3).at("/error"));
        assertThat(results.get(2).at("/conflicts")).isEmpty();
        assertThat(openConflicts(ann))
                .hasSize(2)
                .allSatisfy(
                        conflict ->
                                assertThat(conflict.at("/client/notes").textValue())
                                        .isEqualTo("My words"));
    }

    @Test
    void a_new_lead_that_is_a_duplicate_is_a_conflict_with_the_existing_ones_id() {
        Lead existing =
                Leads.lead().assignedTo(ann.id()).with("phone", "+442079460999").in(room.spine());
        String id = Id.next();
        JsonNode result =
                room.push(
                                ann,
                                "leads",
                                mutation(
                                        "create",
                                        id,
                                        null,
                                        "{'name':'Ada','phone':'+44 (0)20 7946 0999',"
                                                + "'notes':'Mine'}"))
                        .get(0);
        assertThat(status(result)).isEqualTo("conflict");
        assertThat(result.get("existingId").textValue()).isEqualTo(existing.id());
        JsonNode conflict = openConflicts(ann).get(0);
        assertThat(conflict.at("/client/notes").textValue()).isEqualTo("Mine");

        var resolved =
                room.served.ask(
                        "POST",
                        "/api/sync/conflicts/" + conflict.get("id").textValue() + "/resolve",
                        ann,
                        SyncRoom.json("{'keep':'client'}"));
        assertThat(resolved.status()).isEqualTo(200);
        assertThat(
                        room.get(ann, "leads", conflict.get("entityId").textValue())
                                .get("notes")
                                .textValue())
                .isEqualTo("Mine");
    }

    @Test
    void a_conflict_is_resolved_once_by_the_usual_command_and_rights() {
        Lead lead = lead();
        ObjectNode early = mutation("update", lead.id(), 1, "{'company':'Early'}");
        early.put("at", room.spine().clock().instant().minusSeconds(60).toString());
        room.put(admin, "leads", lead.id(), "{'company':'Server'}");
        String id = room.push(ann, "leads", early).get(0).at("/conflicts/0/conflictId").textValue();
        String path = "/api/sync/conflicts/" + id + "/resolve";
        JsonNode keep = SyncRoom.json("{'keep':'client'}");
        assertThat(room.served.ask("POST", path, ben, keep).status()).isEqualTo(404);
        var resolved = room.served.ask("POST", path, ann, keep);
        assertThat(resolved.status()).isEqualTo(200);
        assertThat(resolved.body().get("kept").textValue()).isEqualTo("client");
        assertThat(room.get(ann, "leads", lead.id()).get("company").textValue()).isEqualTo("Early");
        assertThat(room.served.ask("POST", path, ann, keep).status()).isEqualTo(409);
        assertThat(openConflicts(ann)).isEmpty();
    }

    @Test
    void status_history_and_last_tell_what_was_synced() {
        lead();
        JsonNode cursor = room.caughtUp(ann, "leads");
        assertThat(cursor.isTextual()).isTrue();
        room.push(ann, "leads", mutation("create", Id.next(), null, "{'name':'Ada'}"));
        // What was synced is written down behind the answers: wait for the writer.
        room.spine().writer().write(_ -> true);
        JsonNode history = room.served.get(ann, "/api/sync/history/me").body().get("data");
        assertThat(history.findValuesAsText("direction")).contains("pull", "push");
        assertThat(room.served.get(ann, "/api/sync/last/me").body().get("devices")).isNotEmpty();
        JsonNode state = room.served.get(ann, "/api/sync/status/me").body();
        assertThat(state.get("pendingConflicts").intValue()).isZero();
        assertThat(state.get("head").longValue()).isEqualTo(head());
        assertThat(room.served.get(ann, "/api/sync/status/" + ben.id()).status()).isEqualTo(404);
    }

    private long head() {
        return room.spine().count("SELECT MAX(seq) FROM changes");
    }
}
