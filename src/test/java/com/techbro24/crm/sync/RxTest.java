package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What RxDB pulls, pushes and hears. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RxTest {
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

    private JsonNode pull(Agent agent, @Nullable JsonNode page, int limit) {
        String query = page == null ? "" : "&" + checkpoint(page);
        var answer = room.served.get(agent, "/api/rx/leads/pull?limit=" + limit + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static String checkpoint(JsonNode page) {
        JsonNode checkpoint = page.get("checkpoint");
        return "id=" + checkpoint.get("id").textValue() + "&lwt=" + checkpoint.get("lwt");
    }

    private ServedRoutes.Answer ask(Agent agent, String... rows) {
        ArrayNode body = Json.MAPPER.createArrayNode();
        for (String row : rows) {
            body.add(SyncRoom.json(row));
        }
        return room.served.ask("POST", "/api/rx/leads/push", agent, body);
    }

    private JsonNode push(Agent agent, JsonNode next, @Nullable JsonNode assumed) {
        ObjectNode row = Json.object().set("newDocumentState", next);
        row.set("assumedMasterState", assumed);
        var answer = ask(agent, row.toString());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private ObjectNode held(Agent agent, String id) {
        for (JsonNode document : pull(agent, null, 100).get("documents")) {
            if (document.get("id").textValue().equals(id)) {
                return document.deepCopy();
            }
        }
        throw new AssertionError("no document " + id);
    }

    private JsonNode conflicts(Agent agent) {
        return room.served.get(agent, "/api/sync/conflicts/me?resolved=false").body().get("data");
    }

    private String stream(Agent agent, String query) {
        String path = "/api/rx/leads/pullStream?seconds=0" + query;
        return new String(
                room.served.send("GET", path, agent, BodyPublishers.noBody()).body(),
                StandardCharsets.UTF_8);
    }

    private long head() {
        return room.spine().count("SELECT MAX(seq) FROM changes WHERE kind <> 'sync.completed'");
    }

    @Test
    void a_page_is_full_until_the_client_has_all() {
        Set<String> made = new HashSet<>();
        for (int count = 0; count < 5; count++) {
            made.add(lead(ann).id());
        }
        JsonNode first = pull(ann, null, 2);
        room.put(ann, "leads", first.at("/documents/0/id").textValue(), "{'company':'New'}");
        JsonNode second = pull(ann, first, 2);
        JsonNode third = pull(ann, second, 2);

        assertThat(first.get("restart").booleanValue()).isTrue();
        assertThat(second.get("restart").booleanValue()).isFalse();
        assertThat(List.of(first, second, third))
                .allSatisfy(page -> assertThat(page.get("documents")).hasSize(2));
        assertThat(third.at("/documents/1/company").textValue())
                .as("the change comes on the snapshot's last page")
                .isEqualTo("New");
        assertThat(pull(ann, third, 2).get("documents")).isEmpty();
        Set<String> pulled = new HashSet<>();
        List.of(first, second, third)
                .forEach(page -> pulled.addAll(page.get("documents").findValuesAsText("id")));
        assertThat(pulled).isEqualTo(made);
    }

    @Test
    void a_row_that_leaves_the_view_is_a_deleted_document_with_nothing_else() {
        Lead lead = lead(ann);
        JsonNode page = pull(ann, null, 10);
        assertThat(page.at("/documents/0/_deleted").booleanValue()).isFalse();
        JsonNode to = Json.object().put("agentId", ben.id());
        room.served.ask("POST", "/api/leads/" + lead.id() + "/assign", admin, to);

        assertThat(pull(ann, page, 10).get("documents"))
                .containsExactly(Json.object().put("id", lead.id()).put("_deleted", true));
    }

    @Test
    void a_checkpoint_of_another_view_or_epoch_begins_anew() {
        Lead lead = lead(ann);
        JsonNode page = pull(manager, null, 10);
        room.served.ask("PUT", "/api/agents/" + ben.id(), admin, SyncRoom.json("{'team':'north'}"));
        assertThat(stream(manager, "&" + checkpoint(page))).endsWith("data: \"RESYNC\"\n\n");
        JsonNode other = pull(manager, page, 10);
        assertThat(other.get("restart").booleanValue()).isTrue();
        assertThat(other.at("/documents/0/id").textValue()).isEqualTo(lead.id());

        LogMeta _ = room.spine().writer().write(LogMeta::startEpoch);
        assertThat(pull(manager, other, 10).get("restart").booleanValue()).isTrue();
        var odd = room.served.get(ann, "/api/rx/leads/pull?id=..&lwt=1");
        assertThat(odd.body().get("restart").booleanValue()).isTrue();
        assertThat(room.served.get(ann, "/api/rx/leads/pull?id=x&lwt=y").status()).isEqualTo(400);
    }

    @Test
    void a_stream_goes_on_from_a_checkpoint() {
        JsonNode page = pull(ann, null, 10);
        assertThat(stream(ann, "")).isEqualTo("data: \"RESYNC\"\n\n");
        assertThat(stream(ann, "&" + checkpoint(page))).doesNotContain("data");
        Lead lead = lead(ann);
        String event = stream(ann, "&" + checkpoint(page)).replaceFirst("(?s).*data: ", "");
        assertThat(Json.read(event)).isEqualTo(pull(ann, page, 10));
        assertThat(event).contains(lead.id());
    }

    @Test
    void a_new_document_is_created_once_and_answered_with_what_the_server_added() {
        String id = Id.next();
        JsonNode made = SyncRoom.json("{'id':'" + id + "','name':'Ada','_deleted':false}");
        JsonNode document = push(ann, made, null).get(0);
        assertThat(document.get("version").intValue()).isEqualTo(1);
        assertThat(document).isEqualTo(held(ann, id));
        long head = head();
        assertThat(push(ann, made, null).get(0)).isEqualTo(document);
        assertThat(push(ann, document, document)).isEmpty();
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void only_what_the_client_changed_is_set() {
        Lead lead = lead(ann);
        ObjectNode assumed = held(ann, lead.id());
        room.put(admin, "leads", lead.id(), "{'company':'Theirs'}");
        ObjectNode next = assumed.deepCopy().put("notes", "Mine");

        JsonNode document = push(ann, next, assumed).get(0);

        assertThat(document.get("company").textValue()).isEqualTo("Theirs");
        assertThat(document.get("notes").textValue()).isEqualTo("Mine");
        assertThat(conflicts(ann)).isEmpty();
        long head = head();
        assertThat(push(ann, next, assumed).get(0)).as("after a lost answer").isEqualTo(document);
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void a_refused_change_is_answered_by_the_servers_row_and_kept_in_one_conflict() {
        Lead lead = lead(ann);
        ObjectNode assumed = held(ann, lead.id());
        ObjectNode next = assumed.deepCopy().put("status", "nonsense");
        assertThat(push(ann, next, assumed)).containsExactly(assumed);
        assertThat(push(ann, next, assumed)).containsExactly(assumed);

        assertThat(conflicts(ann)).hasSize(1);
        JsonNode conflict = conflicts(ann).get(0);
        assertThat(conflict.get("rule").textValue()).isEqualTo("refused");
        assertThat(conflict.at("/client/status").textValue()).isEqualTo("nonsense");
        assertThat(conflict.at("/server/code").textValue()).isEqualTo("invalid");
    }

    @Test
    void rows_out_of_sight_are_deleted_documents_and_stop_no_other_row() {
        Lead foreign = lead(ben);
        Lead own = lead(ann);
        var answer =
                ask(
                        ann,
                        "{'newDocumentState':{'id':'"
                                + foreign.id()
                                + "','name':'Mine'},"
                                + "'assumedMasterState':{'id':'"
                                + foreign.id()
                                + "','name':'x'}}",
                        "{'newDocumentState':{'id':'"
                                + own.id()
                                + "','name':'Changed'},"
                                + "'assumedMasterState':{'id':'"
                                + own.id()
                                + "','name':'"
                                + own.name()
                                + "'}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .containsExactly(Json.object().put("id", foreign.id()).put("_deleted", true));
        assertThat(room.get(ann, "leads", own.id()).get("name").textValue()).isEqualTo("Changed");
        assertThat(room.get(ben, "leads", foreign.id()).get("name").textValue())
                .isEqualTo(foreign.name());
    }

    @Test
    void every_bad_id_is_named_and_nothing_is_written() {
        long head = head();
        var answer =
                ask(
                        ann,
                        "{'newDocumentState':{'id':'x','name':'A'}}",
                        "{'newDocumentState':{'name':'B'}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").findValuesAsText("field"))
                .containsExactly("[0].newDocumentState.id", "[1].newDocumentState.id");
        assertThat(head()).isEqualTo(head);
        assertThat(room.served.get(ann, "/api/rx/agents/pull").status()).isEqualTo(404);
    }
}
