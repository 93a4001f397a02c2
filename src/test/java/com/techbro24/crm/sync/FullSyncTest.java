package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class FullSyncTest {
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

    private void assign(Lead lead, Agent agent) {
        var answer =
                room.served.ask(
                        "POST",
                        "/api/leads/" + lead.id() + "/assign",
                        admin,
                        Json.object().put("agentId", agent.id()));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static List<String> ids(JsonNode page, String part) {
        List<String> ids = new ArrayList<>();
        page.get(part).forEach(item -> ids.add(item.get("id").textValue()));
        return ids;
    }

    @Test
    void a_manifest_has_ids_and_versions_and_the_cursor_to_go_on_from() {
        Lead lead = lead(ann);
        room.put(ann, "leads", lead.id(), "{'company':'One'}");
        JsonNode page = room.served.get(ann, "/api/leads/sync/me?mode=manifest").body();
        assertThat(page.at("/data/0/id").textValue()).isEqualTo(lead.id());
        assertThat(page.at("/data/0/version").intValue()).isEqualTo(2);
        assertThat(page.at("/data/0/record").isNull()).isTrue();
        Lead more = lead(ann);
        assertThat(ids(room.pull(ann, "leads", page.get("cursor")), "data"))
                .containsExactly(more.id());
    }

    @Test
    void the_view_of_another_agent_is_for_its_managers() {
        Lead own = lead(ann);
        assertThat(ids(room.served.get(manager, "/api/leads/sync/" + ann.id()).body(), "data"))
                .containsExactly(own.id());
        assertThat(room.served.get(manager, "/api/leads/sync/" + ben.id()).status()).isEqualTo(404);
        assertThat(room.served.get(ann, "/api/leads/sync/" + ben.id()).status()).isEqualTo(404);
        assertThat(room.served.get(manager, "/api/leads/sync/" + admin.id()).status())
                .isEqualTo(404);
    }

    @Test
    void a_full_sync_streams_every_type_with_the_cursors_to_go_on_from() {
        Lead own = lead(ann);
        lead(ben);
        HttpResponse<byte[]> json =
                room.served.send("POST", "/api/sync/full/me", ann, BodyPublishers.noBody());
        JsonNode whole = Json.parse(json.body());
        assertThat(ids(whole.get("data"), "leads")).containsExactly(own.id());
        assertThat(whole.at("/data/agents/0/record/id").textValue()).isEqualTo(ann.id());
        assertThat(whole.at("/data/call-outcomes")).isNotEmpty();
        Lead more = lead(ann);
        assertThat(ids(room.pull(ann, "leads", whole.at("/cursors/leads")), "data"))
                .containsExactly(more.id());

        HttpResponse<byte[]> lines =
                room.served.send(
                        "POST",
                        "/api/sync/full/me",
                        ann,
                        BodyPublishers.noBody(),
                        "Accept",
                        "application/x-ndjson");
        List<JsonNode> rows =
                new String(lines.body(), StandardCharsets.UTF_8).lines().map(Json::read).toList();
        assertThat(rows)
                .filteredOn(row -> row.path("type").asText().equals("leads"))
                .extracting(row -> row.get("id").textValue())
                .containsExactlyInAnyOrder(own.id(), more.id());
        assertThat(rows.getLast().has("cursors")).isTrue();
    }

    @Test
    void types_that_clients_only_read_come_whole() {
        for (String type : List.of("agents", "call-outcomes", "calling-hours", "custom-fields")) {
            var answer = room.served.ask("POST", "/api/sync/" + type + "/me", ann, null);
            assertThat(answer.status()).as(type).isEqualTo(200);
            JsonNode cursor = Json.object().set("cursor", answer.body().get("cursor"));
            var again = room.served.ask("POST", "/api/sync/" + type + "/me", ann, cursor);
            assertThat(again.body().get("data")).as(type).isEmpty();
        }
        assertThat(room.served.ask("POST", "/api/sync/secrets/me", ann, null).status())
                .isEqualTo(404);
    }

    @Test
    void since_a_time_come_the_changes_after_it() {
        lead(ann);
        room.spine().clock().advance(Duration.ofHours(1));
        Lead late = lead(ann);
        String since = room.spine().clock().instant().minusSeconds(60).toString();
        JsonNode page = room.served.get(ann, "/api/leads/sync/me?since=" + since).body();
        assertThat(ids(page, "data")).containsExactly(late.id());
    }
}
