package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What WatermelonDB pulls and pushes. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class WatermelonTest {
    @Parameter TestDatabase kind;
    SyncRoom room;
    Agent admin;
    Agent manager;
    Agent ann;
    Agent ben;

    @BeforeEach
    void open() {
        room = new SyncRoom(kind);
        admin = Agents.admin().in(room.spine());
        manager = Agents.manager().team("north").in(room.spine());
        ann = Agents.agent().team("north").in(room.spine());
        ben = Agents.agent().team("south").in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private Lead lead(Agent agent) {
        return Leads.lead().assignedTo(agent.id()).in(room.spine());
    }

    private JsonNode pull(Agent agent, @Nullable JsonNode last) {
        String query = last == null ? "" : "?lastPulledAt=" + last.get("timestamp");
        var answer = room.served.get(agent, "/api/watermelon/sync" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    /** The text is JSON, in which single quotes may stand for double ones. */
    private void push(Agent agent, String leads) {
        JsonNode body = Json.read("{\"leads\":" + leads.replace("'", "\"") + "}");
        assertThat(room.served.ask("POST", "/api/watermelon/sync", agent, body).status())
                .isEqualTo(204);
    }

    private JsonNode conflicts(Agent agent) {
        return room.served.get(agent, "/api/sync/conflicts/me?resolved=false").body().get("data");
    }

    @Test
    void a_pull_has_raw_rows_and_then_only_what_changed() {
        Lead lead = lead(ann);
        Lead leaving = lead(ann);
        JsonNode first = pull(ann, null);
        assertThat(first.at("/changes/leads/updated")).hasSize(2);
        assertThat(first.at("/changes/leads/updated/0/tags").textValue()).isEqualTo("[]");
        assertThat(first.has("experimentalStrategy")).isFalse();
        assertThat(pull(ann, first).at("/changes/leads/updated")).isEmpty();

        room.put(ann, "leads", lead.id(), "{'tags':['hot']}");
        JsonNode to = SyncRoom.json("{'agentId':'" + ben.id() + "'}");
        room.served.ask("POST", "/api/leads/" + leaving.id() + "/assign", admin, to);
        JsonNode second = pull(ann, first);
        assertThat(second.at("/changes/leads/updated").findValuesAsText("tags"))
                .containsExactly("[\"hot\"]");
        assertThat(second.at("/changes/leads/deleted")).containsExactly(Json.tree(leaving.id()));
    }

    @Test
    void only_the_changed_columns_are_set() {
        Lead lead = lead(ann);
        room.put(admin, "leads", lead.id(), "{'company':'Theirs'}");
        ObjectNode raw = Json.object().put("id", lead.id()).put("version", 1);
        raw.put("name", "Old").put("company", "Old").put("notes", "Mine").put("tags", "[\"a\"]");
        raw.put("_status", "updated").put("_changed", "notes,tags");
        push(ann, "{'updated':[" + raw + "]}");
        JsonNode row = room.get(ann, "leads", lead.id());
        assertThat(row.get("name").textValue()).isEqualTo(lead.name());
        assertThat(row.get("company").textValue()).isEqualTo("Theirs");
        assertThat(row.get("notes").textValue()).isEqualTo("Mine");
        assertThat(row.at("/tags/0").textValue()).isEqualTo("a");
        assertThat(conflicts(ann)).isEmpty();
    }

    @Test
    void a_refused_row_comes_again_with_the_next_pull_and_its_words_are_kept() {
        Lead lead = lead(ann);
        JsonNode last = pull(ann, null);
        push(
                ann,
                "{'updated':[{'id':'"
                        + lead.id()
                        + "','version':1,'status':'nonsense','_status':'updated',"
                        + "'_changed':'status'}]}");
        JsonNode next = pull(ann, last);
        assertThat(next.at("/changes/leads/updated").findValuesAsText("id"))
                .containsExactly(lead.id());
        assertThat(conflicts(ann).get(0).at("/client/status").textValue()).isEqualTo("nonsense");
        assertThat(pull(ann, next).at("/changes/leads/updated")).isEmpty();
    }

    @Test
    void a_row_is_created_once_with_the_columns_that_the_client_filled() {
        String id = Id.next();
        String created =
                "{'created':[{'id':'"
                        + id
                        + "','name':'Ada','email':'','phone':null,'version':0,"
                        + "'callAttempts':0,'_status':'created','_changed':''}]}";
        push(ann, created);
        push(ann, created);
        JsonNode row = room.get(ann, "leads", id);
        assertThat(row.get("version").intValue()).isEqualTo(1);
        assertThat(row.get("name").textValue()).isEqualTo("Ada");

        push(ann, "{'deleted':['" + id + "']}");
        push(ann, "{'deleted':['" + id + "']}");
        assertThat(conflicts(ann).findValuesAsText("rule")).doesNotContain("gone");
    }

    @Test
    void another_epoch_or_another_view_replaces_all_rows() {
        Lead lead = lead(ann);
        JsonNode last = pull(manager, null);
        room.served.ask("PUT", "/api/agents/" + ben.id(), admin, SyncRoom.json("{'team':'north'}"));
        JsonNode lost = pull(manager, last);
        JsonNode replaced = pull(manager, last);
        assertThat(replaced.get("experimentalStrategy").textValue())
                .as("the first answer may be lost")
                .isEqualTo("replacement")
                .isEqualTo(lost.get("experimentalStrategy").textValue());
        assertThat(replaced.at("/changes/leads/updated/0/id").textValue()).isEqualTo(lead.id());
        assertThat(pull(manager, replaced).has("experimentalStrategy")).isFalse();

        LogMeta _ = room.spine().writer().write(LogMeta::startEpoch);
        assertThat(pull(manager, replaced).get("experimentalStrategy").textValue())
                .isEqualTo("replacement");
    }

    @Test
    void every_bad_id_is_named_and_nothing_is_written() {
        JsonNode body =
                SyncRoom.json(
                        "{'leads':{'created':[{'id':'x','name':'A'}],'updated':[{'name':'B'}]}}");
        var answer = room.served.ask("POST", "/api/watermelon/sync", ann, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").findValuesAsText("field"))
                .containsExactly("leads.created[0].id", "leads.updated[0].id");
    }
}
