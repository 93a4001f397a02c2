package com.techbro24.crm.sync;

import static com.techbro24.crm.sync.SyncRoom.mutation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class SyncPushTest {
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
    void a_lead_made_offline_is_created_once_however_often_it_is_pushed() {
        String id = Id.next();
        ObjectNode create = mutation("create", id, null, "{'name':'Ada','phone':'+442079460123'}");
        JsonNode first = room.push(ann, "leads", create).get(0);
        assertThat(status(first)).isEqualTo("applied");
        assertThat(first.get("record")).isEqualTo(room.get(ann, "leads", id));
        long head = head();
        JsonNode again = room.push(ann, "leads", create).get(0);
        assertThat(again.get("replayed").booleanValue()).isTrue();
        assertThat(status(again)).isEqualTo("applied");
        assertThat(head()).isEqualTo(head);
    }

    private long head() {
        return room.spine().count("SELECT MAX(seq) FROM changes WHERE kind <> 'sync.completed'");
    }

    @Test
    void one_bad_mutation_does_not_stop_the_others() {
        Lead lead = lead();
        var results =
                room.push(
                        ann,
                        "leads",
                        mutation("update", lead.id(), 1, "{'name':''}"),
                        mutation("update", lead.id(), 1, "{'nonsense':1,'id':'x'}"),
                        mutation("update", lead.id(), 1, "{'company':'Right'}"));
        assertThat(status(results.get(0))).isEqualTo("rejected");
        assertThat(results.get(0).at("/error/code").textValue()).isEqualTo("invalid");
        assertThat(status(results.get(1))).isEqualTo("rejected");
        assertThat(results.get(1).at("/error/errors")).hasSize(2);
        assertThat(status(results.get(2))).isEqualTo("applied");
        assertThat(room.get(ann, "leads", lead.id()).get("company").textValue()).isEqualTo("Right");
    }

    @Test
    void fields_that_only_one_side_changed_are_merged() {
        Lead lead = lead();
        room.put(admin, "leads", lead.id(), "{'company':'Server'}");
        JsonNode result =
                room.push(ann, "leads", mutation("update", lead.id(), 1, "{'source':'Client'}"))
                        .get(0);
        assertThat(status(result)).isEqualTo("applied");
        assertThat(result.get("conflicts")).isEmpty();
        assertThat(result.at("/record/company").textValue()).isEqualTo("Server");
        assertThat(result.at("/record/source").textValue()).isEqualTo("Client");
    }

    @Test
    void of_a_field_that_both_sides_changed_the_later_value_wins_and_both_are_kept() {
        Lead lead = lead();
        ObjectNode early = mutation("update", lead.id(), 1, "{'company':'Early'}");
        early.put("at", room.spine().clock().instant().minusSeconds(60).toString());
        room.put(admin, "leads", lead.id(), "{'company':'Server'}");
        JsonNode lost = room.push(ann, "leads", early).get(0);
        assertThat(status(lost)).isEqualTo("conflict");
        assertThat(lost.at("/record/company").textValue()).isEqualTo("Server");
        assertThat(lost.at("/conflicts/0/client").textValue()).isEqualTo("Early");
        assertThat(lost.at("/conflicts/0/server").textValue()).isEqualTo("Server");
        assertThat(lost.at("/conflicts/0/serverBy").textValue()).isEqualTo(admin.id());
        assertThat(lost.at("/conflicts/0/winner").textValue()).isEqualTo("server");
        assertThat(lost.at("/conflicts/0/rule").textValue()).isEqualTo("latest_wins");

        room.spine().clock().advance(Duration.ofMinutes(1));
        JsonNode won =
                room.push(ann, "leads", mutation("update", lead.id(), 1, "{'company':'Late'}"))
                        .get(0);
        assertThat(status(won)).isEqualTo("merged");
        assertThat(won.at("/record/company").textValue()).isEqualTo("Late");
        assertThat(won.at("/conflicts/0/winner").textValue()).isEqualTo("client");
        assertThat(openConflicts(ann)).hasSize(2);
    }

    @Test
    void a_device_with_a_wrong_clock_is_corrected_by_the_time_at_which_it_sent() {
        Lead lead = lead();
        ObjectNode early = mutation("update", lead.id(), 1, "{'company':'Early'}");
        var now = room.spine().clock().instant();
        var wrong = Duration.ofDays(1);
        early.put("at", now.plus(wrong).minusSeconds(60).toString());
        room.put(admin, "leads", lead.id(), "{'company':'Server'}");
        ObjectNode body = Json.object().put("sentAt", now.plus(wrong).toString());
        body.putArray("mutations").add(early);
        JsonNode result =
                room.served.ask("POST", "/api/leads/sync", ann, body).body().at("/results/0");
        assertThat(status(result)).isEqualTo("conflict");
        assertThat(result.at("/record/company").textValue()).isEqualTo("Server");
    }

    @Test
    void a_value_that_was_changed_back_or_to_the_same_is_no_conflict() {
        Lead lead = lead();
        room.put(ann, "leads", lead.id(), "{'company':'Base'}");
        room.put(admin, "leads", lead.id(), "{'company':'Other'}");
        room.put(admin, "leads", lead.id(), "{'company':'Base'}");
        ObjectNode back = mutation("update", lead.id(), 2, "{'company':'Client'}");
        back.set("was", SyncRoom.json("{'company':'Base'}"));
        back.put("at", room.spine().clock().instant().minusSeconds(600).toString());
        JsonNode result = room.push(ann, "leads", back).get(0);
        assertThat(status(result)).isEqualTo("applied");
        JsonNode same =
                room.push(ann, "leads", mutation("update", lead.id(), 1, "{'company':'Client'}"))
                        .get(0);
        assertThat(status(same)).isEqualTo("applied");
        assertThat(openConflicts(ann)).isEmpty();
    }

    @Test
    void tags_of_both_sides_stay_and_what_the_client_removed_goes() {
        Lead lead =
                Leads.lead()
                        .assignedTo(ann.id())
                        .with("tags", SyncRoom.json("['a','b']"))
                        .in(room.spine());
        room.put(admin, "leads", lead.id(), "{'tags':['a','b','server']}");
        ObjectNode tags = mutation("update", lead.id(), 1, "{'tags':['b','client']}");
        tags.set("was", SyncRoom.json("{'tags':['a','b']}"));
        JsonNode result = room.push(ann, "leads", tags).get(0);
        assertThat(status(result)).isEqualTo("merged");
        assertThat(result.at("/record/tags"))
                .containsExactlyInAnyOrderElementsOf(SyncRoom.json("['b','server','client']"));
    }

    @Test
    void notes_of_both_sides_are_kept() {
        Lead lead = Leads.lead().assignedTo(ann.id()).with("notes", "Base").in(room.spine());
        room.put(admin, "leads", lead.id(), "{'notes':'Base\\n\\nServer'}");
        ObjectNode notes = mutation("update", lead.id(), 1, "{'notes':'Base\\n\\nClient'}");
        notes.set("was", SyncRoom.json("{'notes':'Base'}"));
        JsonNode result = room.push(ann, "leads", notes).get(0);
        assertThat(status(result)).isEqualTo("merged");
        assertThat(result.at("/record/notes").textValue()).isEqualTo("Base\n\nServer\n\nClient");
    }

    @Test
    void a_call_made_offline_is_stored_with_its_times_and_its_consequences() {
        Lead lead =
                Leads.lead().assignedTo(ann.id()).with("phone", "+442079460123").in(room.spine());
        String id = Id.next();
        var began = room.spine().clock().instant().minusSeconds(3_600);
        ObjectNode call =
                mutation(
                        "create",
                        id,
                        null,
                        "{'leadId':'"
                                + lead.id()
                                + "','status':'completed','outcome':'interested','startedAt':'"
                                + began
                                + "','durationSeconds':120,'notes':'Wants an offer'}");
        JsonNode result = room.push(ann, "calls", call).get(0);
        assertThat(status(result)).isEqualTo("applied");
        assertThat(result.at("/record/durationSeconds").intValue()).isEqualTo(120);
        JsonNode after = room.get(ann, "leads", lead.id());
        assertThat(after.get("callAttempts").intValue()).isEqualTo(1);
        assertThat(after.get("status").textValue()).isNotEqualTo("new");
    }

    @Test
    void a_recurring_reminder_completed_offline_makes_its_next_once() {
        String id = Id.next();
        room.push(
                ann,
                "reminders",
                mutation(
                        "create",
                        id,
                        null,
                        "{'title':'Weekly','dueAt':'2030-01-07T09:00:00Z',"
                                + "'recurrence':'FREQ=WEEKLY'}"));
        ObjectNode done = mutation("update", id, 1, "{'status':'completed'}");
        JsonNode result = room.push(ann, "reminders", done).get(0);
        assertThat(status(result)).isEqualTo("applied");
        assertThat(result.at("/record/nextReminderId").isTextual()).isTrue();
        assertThat(result.get("record").has("overdue")).isFalse();
        room.push(ann, "reminders", done);
        assertThat(room.spine().count("SELECT COUNT(*) FROM reminders")).isEqualTo(2);
    }

    @Test
    void a_notification_read_offline_is_read() {
        var made =
                room.served.ask(
                        "POST",
                        "/api/notifications",
                        ann,
                        SyncRoom.json("{'type':'system','title':'Hello'}"));
        assertThat(made.status()).isEqualTo(201);
        JsonNode result =
                room.push(
                                ann,
                                "notifications",
                                mutation(
                                        "update",
                                        made.id(),
                                        1,
                                        "{'readAt':'2026-01-01T00:00:00.000Z'}"))
                        .get(0);
        assertThat(status(result)).isEqualTo("applied");
        assertThat(result.at("/record/readAt").isTextual()).isTrue();
    }

    @Test
    void the_same_id_with_another_mutation_is_refused() {
        Lead lead = lead();
        ObjectNode first = mutation("update", lead.id(), 1, "{'company':'One'}");
        room.push(ann, "leads", first);
        ObjectNode other = first.deepCopy();
        other.set("set", SyncRoom.json("{'company':'Two'}"));
        JsonNode result = room.push(ann, "leads", other).get(0);
        assertThat(status(result)).isEqualTo("rejected");
        assertThat(room.get(ann, "leads", lead.id()).get("company").textValue()).isEqualTo("One");
    }

    @Test
    void a_call_that_happened_is_stored_with_the_rules_it_broke() {
        Lead lead =
                Leads.lead()
                        .assignedTo(ann.id())
                        .with("phone", "+442079460123")
                        .with("doNotCall", true)
                        .in(room.spine());
        String set =
                "{'leadId':'"
                        + lead.id()
                        + "','status':'completed','startedAt':'2026-03-04T02:00:00Z',"
                        + "'durationSeconds':120}";
        JsonNode first = room.push(ann, "calls", mutation("create", Id.next(), null, set)).get(0);
        assertThat(status(first)).isEqualTo("applied");
        assertThat(first.at("/record/violations"))
                .isEqualTo(SyncRoom.json("['do_not_call','calling_hours']"));
        JsonNode second = room.push(ann, "calls", mutation("create", Id.next(), null, set)).get(0);
        assertThat(second.at("/record/violations"))
                .isEqualTo(SyncRoom.json("['do_not_call','calling_hours','one_call_at_a_time']"));
    }
}
