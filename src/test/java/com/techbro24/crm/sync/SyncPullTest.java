package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
class SyncPullTest {
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
    void a_first_sync_sends_all_rows_that_the_agent_sees_as_the_api_shows_them() {
        Lead own = lead(ann);
        Lead other = lead(ben);

        JsonNode page = room.pull(ann, "leads", null);
        assertThat(ids(page, "data")).containsExactly(own.id());
        assertThat(page.at("/data/0/record")).isEqualTo(room.get(ann, "leads", own.id()));
        assertThat(ids(room.pull(admin, "leads", null), "data"))
                .containsExactlyInAnyOrder(own.id(), other.id());
        assertThat(ids(room.pull(manager, "leads", null), "data")).containsExactly(own.id());
    }

    @Test
    void a_first_sync_goes_page_by_page_and_then_sends_what_changed_meanwhile() {
        List<String> all = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            all.add(lead(ann).id());
        }
        List<String> got = new ArrayList<>();
        JsonNode page = room.served.get(ann, "/api/leads/sync/me?limit=2").body();
        got.addAll(ids(page, "data"));
        room.put(ann, "leads", got.getFirst(), "{'company':'Changed'}");
        String late = lead(ann).id();
        all.add(late);
        while (page.get("hasMore").booleanValue()) {
            page =
                    room.served
                            .get(
                                    ann,
                                    "/api/leads/sync/me?limit=2&cursor="
                                            + page.get("cursor").textValue())
                            .body();
            got.addAll(ids(page, "data"));
        }
        assertThat(got).containsAll(all);
        assertThat(got.lastIndexOf(got.getFirst())).isPositive();
    }

    @Test
    void a_change_comes_once_and_then_nothing_is_new() {
        Lead lead = lead(ann);
        JsonNode cursor = room.caughtUp(ann, "leads");
        room.put(ann, "leads", lead.id(), "{'company':'One'}");
        room.put(ann, "leads", lead.id(), "{'company':'Two'}");

        JsonNode page = room.pull(ann, "leads", cursor);
        assertThat(ids(page, "data")).containsExactly(lead.id());
        assertThat(page.at("/data/0/record/company").textValue()).isEqualTo("Two");
        assertThat(page.at("/data/0/seq").longValue()).isEqualTo(page.get("head").longValue());
        JsonNode next = room.pull(ann, "leads", page.get("cursor"));
        assertThat(next.get("data")).isEmpty();
        assertThat(next.get("removed")).isEmpty();
        assertThat(next.get("hasMore").booleanValue()).isFalse();
    }

    @Test
    void a_lead_that_goes_to_another_agent_is_removed_from_the_first_and_sent_to_the_second() {
        Lead lead = lead(ann);
        JsonNode annCursor = room.caughtUp(ann, "leads");
        JsonNode benCursor = room.caughtUp(ben, "leads");
        JsonNode managerCursor = room.caughtUp(manager, "leads");
        assign(lead, ben);
        room.put(ben, "leads", lead.id(), "{'company':'Secret'}");

        JsonNode gone = room.pull(ann, "leads", annCursor);
        assertThat(ids(gone, "data")).isEmpty();
        assertThat(ids(gone, "removed")).containsExactly(lead.id());
        assertThat(gone.at("/removed/0/reason").textValue()).isEqualTo("out_of_scope");
        assertThat(gone.toString()).doesNotContain("Secret");
        assertThat(ids(room.pull(ben, "leads", benCursor), "data")).containsExactly(lead.id());
        assertThat(ids(room.pull(manager, "leads", managerCursor), "removed"))
                .containsExactly(lead.id());
    }

    @Test
    void a_lead_that_went_and_came_back_is_sent_once_as_it_is() {
        Lead lead = lead(ann);
        JsonNode cursor = room.caughtUp(ann, "leads");
        assign(lead, ben);
        assign(lead, ann);
        JsonNode page = room.pull(ann, "leads", cursor);
        assertThat(ids(page, "data")).containsExactly(lead.id());
        assertThat(ids(page, "removed")).isEmpty();
    }

    @Test
    void a_deleted_lead_is_removed_and_a_restored_one_comes_back() {
        Lead lead = lead(ann);
        JsonNode cursor = room.caughtUp(ann, "leads");
        room.served.ask("DELETE", "/api/leads/" + lead.id(), ann, null);
        JsonNode page = room.pull(ann, "leads", cursor);
        assertThat(page.at("/removed/0/reason").textValue()).isEqualTo("deleted");
        room.served.ask("POST", "/api/leads/" + lead.id() + "/restore", admin, Json.object());
        assertThat(ids(room.pull(ann, "leads", page.get("cursor")), "data"))
                .containsExactly(lead.id());
    }

    @Test
    void what_becomes_of_a_lead_out_of_sight_is_not_told() {
        Lead lead = lead(ann);
        JsonNode cursor = room.caughtUp(ann, "leads");
        assign(lead, ben);
        room.served.ask("DELETE", "/api/leads/" + lead.id(), admin, null);
        JsonNode page = room.pull(ann, "leads", cursor);
        assertThat(page.at("/removed/0/reason").textValue()).isEqualTo("out_of_scope");
    }

    @Test
    void nothing_new_is_not_modified() {
        lead(ann);
        String path = "/api/leads/sync/me?cursor=" + room.caughtUp(ann, "leads").textValue();
        HttpResponse<byte[]> first = room.served.send("GET", path, ann, BodyPublishers.noBody());
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(
                        room.served
                                .send(
                                        "GET",
                                        path,
                                        ann,
                                        BodyPublishers.noBody(),
                                        "If-None-Match",
                                        etag)
                                .statusCode())
                .isEqualTo(304);
        lead(ben);
        assertThat(
                        room.served
                                .send(
                                        "GET",
                                        path,
                                        ann,
                                        BodyPublishers.noBody(),
                                        "If-None-Match",
                                        etag)
                                .statusCode())
                .isEqualTo(304);
        lead(ann);
        assertThat(
                        room.served
                                .send(
                                        "GET",
                                        path,
                                        ann,
                                        BodyPublishers.noBody(),
                                        "If-None-Match",
                                        etag)
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_cursor_belongs_to_one_type_one_epoch_and_one_scope() {
        lead(ann);
        String cursor = room.caughtUp(ann, "leads").textValue();
        assertThat(room.served.get(ann, "/api/calls/sync/me?cursor=" + cursor).status())
                .isEqualTo(400);
        assertThat(reason(ben, cursor)).isEqualTo("scope");
        String ofManager = room.caughtUp(manager, "leads").textValue();
        room.served.ask("PUT", "/api/agents/" + ben.id(), admin, SyncRoom.json("{'team':'north'}"));
        assertThat(reason(manager, ofManager)).isEqualTo("scope");
        LogMeta _ = room.spine().writer().write(LogMeta::startEpoch);
        assertThat(reason(ann, cursor)).isEqualTo("epoch");
    }

    private String reason(Agent agent, String cursor) {
        var answer = room.served.get(agent, "/api/leads/sync/me?cursor=" + cursor);
        assertThat(answer.status()).isEqualTo(410);
        return answer.body().get("reason").textValue();
    }

    @Test
    void asked_for_by_id_come_the_rows_in_sight_and_no_others() {
        Lead own = lead(ann);
        Lead other = lead(ben);
        JsonNode page =
                room.served
                        .get(ann, "/api/leads/sync/me?ids=" + own.id() + "," + other.id())
                        .body();
        assertThat(ids(page, "data")).containsExactly(own.id());
        assertThat(ids(page, "removed")).containsExactly(other.id());
    }

    @Test
    void notifications_that_were_read_all_at_once_come_as_read() {
        List<String> ids = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            JsonNode body = SyncRoom.json("{'type':'alert','title':'Note " + count + "'}");
            ids.add(room.served.ask("POST", "/api/notifications", ann, body).id());
        }
        JsonNode cursor = room.caughtUp(ann, "notifications");
        room.spine().clock().advance(Duration.ofMinutes(1));
        room.served.ask("PUT", "/api/notifications/agent/me/read-all", ann, Json.object());

        JsonNode page = room.pull(ann, "notifications", cursor);
        assertThat(ids(page, "data")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(page.get("data"))
                .allSatisfy(item -> assertThat(item.at("/record/readAt").isTextual()).isTrue());
        assertThat(room.pull(ann, "notifications", page.get("cursor")).get("data")).isEmpty();
    }
}
