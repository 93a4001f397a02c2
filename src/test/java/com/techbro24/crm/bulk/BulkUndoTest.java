package com.techbro24.crm.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadPriority;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bulk change did is taken back where nobody has changed it since. */
@ParameterizedClass
@EnumSource
record BulkUndoTest(TestDatabase kind) {
    private static void update(BulkRoom room, Agent as, String id, String fields) {
        var input =
                (com.fasterxml.jackson.databind.node.ObjectNode)
                        Json.read(fields.replace('\'', '"'));
        var command = CommandCatalog.bind(LeadCommand.UPDATE, input.put("id", id));
        var _ = room.spine.runner().run(Submission.of(command, Agents.caller(as)));
    }

    @Test
    void fields_get_their_old_values_unless_they_have_changed_since() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Leads like = Leads.lead().with("source", "web").with("tags", List.of("a", "b"));
            Lead plain = like.named("Plain").in(room.spine);
            Lead edited = like.named("Edited").in(room.spine);
            Lead wholly = like.named("Wholly").with("tags", List.of("vip")).in(room.spine);
            LeadBulk done =
                    room.run(
                            admin,
                            "?source=web",
                            "{'action':'change','priority':'high','source':'fair',"
                                    + "'addTags':['vip'],'removeTags':['a']}");
            assertThat(done.changed()).isEqualTo(3);
            update(room, admin, edited.id(), "{'source':'phone','tags':['b','vip','own']}");
            update(room, admin, wholly.id(), "{'source':'phone','priority':'low'}");

            LeadBulk undo = room.undo(admin, done.id());
            assertThat(BulkRoom.counts(undo))
                    .isEqualTo(
                            "DONE 3/3: 2 changed, 0 deleted, 0 restored, 0 unchanged, 1 refused");
            Lead back = room.lead(plain.id());
            assertThat(back.source()).isEqualTo("web");
            assertThat(back.priority()).isEqualTo(LeadPriority.NORMAL);
            assertThat(back.tags()).containsExactlyInAnyOrder("a", "b");
            // Somebody's own tag stays, and so does the source that somebody chose.
            Lead partly = room.lead(edited.id());
            assertThat(partly.source()).isEqualTo("phone");
            assertThat(partly.priority()).isEqualTo(LeadPriority.NORMAL);
            assertThat(partly.tags()).containsExactlyInAnyOrder("a", "b", "own");
            assertThat(room.lead(wholly.id()).priority()).isEqualTo(LeadPriority.LOW);
            assertThat(room.reasons(admin, undo.id()))
                    .containsExactlyInAnyOrder("touched_since", "touched_since touched_since");
            assertThat(room.get(done.id()).undoneBy()).isEqualTo(undo.id());
            assertThat(undo.undoes()).isEqualTo("bulk:" + done.id());
        }
    }

    @Test
    void one_call_restores_what_a_deletion_deleted_and_nobody_restored() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Agent agent = Agents.agent().in(room.spine);
            List<Lead> leads = room.make(3, Leads.lead().assignedTo(agent.id()));
            String id =
                    room.run(agent, "", "{'ids':" + BulkRoom.ids(leads) + ",'action':'delete'}")
                            .id();
            var restore = new LeadCommand.Restore(leads.getFirst().id(), null);
            var _ = room.spine.runner().run(Submission.of(restore, Caller.SYSTEM));
            String path = "/api/leads/bulk/" + id;
            // An agent may delete its leads, but not restore them.
            assertThat(room.served.ask("DELETE", path, agent, null).status()).isEqualTo(403);
            LeadBulk undo = room.undo(admin, id);
            assertThat(BulkRoom.counts(undo))
                    .isEqualTo(
                            "DONE 3/3: 0 changed, 0 deleted, 2 restored, 1 unchanged, 0 refused");
            assertThat(leads)
                    .allSatisfy(lead -> assertThat(room.lead(lead.id()).deletedAt()).isNull());
        }
    }

    @Test
    void a_status_without_a_way_back_stays_and_is_reported() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead fresh = Leads.lead().in(room.spine);
            Lead qualified = Leads.lead().status(LeadStatus.QUALIFIED).in(room.spine);
            LeadBulk done =
                    room.run(
                            admin,
                            "?all=true",
                            "{'action':'change','status':'lost','lostReason':'Moved',"
                                    + "'priority':'low'}");
            LeadBulk undo = room.undo(admin, done.id());
            assertThat(undo.changed()).isEqualTo(2);
            assertThat(room.lead(qualified.id()).status()).isEqualTo(LeadStatus.QUALIFIED);
            assertThat(room.lead(qualified.id()).lostReason()).isNull();
            Lead stuck = room.lead(fresh.id());
            assertThat(stuck.status()).isEqualTo(LeadStatus.LOST);
            assertThat(stuck.lostReason()).isEqualTo("Moved");
            assertThat(stuck.priority()).isEqualTo(LeadPriority.NORMAL);
            assertThat(room.reasons(admin, undo.id())).containsExactly("no_way_back");
        }
    }

    @Test
    void it_is_undone_once_by_who_started_it_or_an_admin_and_an_undo_is_not_undone() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Agent manager = Agents.manager().team("north").in(room.spine);
            Agent agent = Agents.agent().team("north").in(room.spine);
            Lead lead = Leads.lead().assignedTo(agent.id()).in(room.spine);
            String body = "{'ids':['" + lead.id() + "'],'action':'change','priority':'low'}";
            String id = room.run(agent, "", body).id();
            String path = "/api/leads/bulk/" + id;
            assertThat(room.served.ask("DELETE", path, manager, null).status()).isEqualTo(403);
            String undo = room.served.ask("DELETE", path, agent, null).id();
            assertThat(room.served.ask("DELETE", path, agent, null).status()).isEqualTo(409);
            // A stopped undo can be continued.
            var _ = room.served.ask("POST", "/api/leads/bulk/" + undo + "/cancel", agent, null);
            LeadBulk again = room.undo(admin, id);
            assertThat(again.changed()).isEqualTo(1);
            assertThat(room.served.ask("DELETE", path, admin, null).status()).isEqualTo(409);
            assertThat(
                            room.served
                                    .ask("DELETE", "/api/leads/bulk/" + again.id(), admin, null)
                                    .status())
                    .isEqualTo(409);
        }
    }
}
