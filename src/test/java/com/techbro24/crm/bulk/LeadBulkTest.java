package com.techbro24.crm.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadPriority;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One change of many leads, in the background. */
@ParameterizedClass
@EnumSource
record LeadBulkTest(TestDatabase kind) {
    private static final int LEADS = 130;

    @Test
    void a_change_sets_the_fields_of_every_lead_that_the_filter_matches() {
        try (BulkRoom room = new BulkRoom(kind)) {
            declarePlan(room);
            Agent manager = Agents.manager().in(room.spine);
            Agent agent = Agents.agent().in(room.spine);
            List<Lead> web =
                    room.make(
                            LEADS,
                            Leads.lead().with("source", "web").with("tags", List.of("Old", "b")));
            Lead other = Leads.lead().with("source", "fair").in(room.spine);
            String body =
                    "{'action':'change','status':'contacted','priority':'high','source':'Web',"
                            + "'assignedAgentId':'%s','addTags':['vip'],'removeTags':['old'],"
                            + "'customFields':{'plan':'team'}}";
            JsonNode preview = room.preview(manager, "?source=web", body.formatted(agent.id()));
            assertThat(preview.get("leads").intValue()).isEqualTo(LEADS);
            assertThat(preview.get("mayNotChange").intValue()).isZero();
            assertThat(preview.get("sample")).hasSize(20);
            assertThat(preview.at("/sample/0/result").textValue()).isEqualTo("changed");
            assertThat(room.lead(web.getFirst().id())).isEqualTo(web.getFirst());

            LeadBulk done = room.run(manager, "?source=web", body.formatted(agent.id()));
            assertThat(BulkRoom.counts(done))
                    .isEqualTo(
                            "DONE 130/130: 130 changed, 0 deleted, 0 restored, 0 unchanged, 0"
                                    + " refused");
            for (Lead before : web) {
                Lead after = room.lead(before.id());
                assertThat(after.status()).isEqualTo(LeadStatus.CONTACTED);
                assertThat(after.priority()).isEqualTo(LeadPriority.HIGH);
                assertThat(after.source()).isEqualTo("Web");
                assertThat(after.assignedAgentId()).isEqualTo(agent.id());
                assertThat(after.tags()).containsExactly("b", "vip");
                assertThat(after.customFields()).isEqualTo(Map.of("plan", "team"));
                assertThat(after.version()).isEqualTo(before.version() + 1);
            }
            assertThat(room.lead(other.id())).isEqualTo(other);
            assertThat(room.changesOf("bulk:" + done.id()))
                    .hasSize(LEADS)
                    .extracting(Change::actor)
                    .containsOnly(manager.id());
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_bulk_chunks")).isZero();
        }
    }

    private static void declarePlan(BulkRoom room) {
        ObjectNode input = Json.object().put("name", "plan").put("type", "choice");
        input.set("options", Json.tree(List.of("basic", "team")));
        var command = CommandCatalog.bind(CustomFieldCommand.CREATE, input);
        var _ = room.spine.runner().run(Submission.of(command, Caller.SYSTEM));
    }

    @Test
    void leads_that_refuse_are_reported_and_the_preview_counts_them() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            Leads mine = Leads.lead().assignedTo(agent.id());
            Lead fresh = mine.named("Fresh").in(room.spine);
            Lead ahead = mine.named("Ahead").status(LeadStatus.QUALIFIED).in(room.spine);
            Lead there = mine.named("There").status(LeadStatus.ATTEMPTED).in(room.spine);
            Lead foreign = Leads.lead().named("Foreign").in(room.spine);
            String body =
                    "{'ids':"
                            + BulkRoom.ids(List.of(fresh, ahead, there, foreign, fresh))
                            + ",'action':'change','status':'attempted'}";
            JsonNode preview = room.preview(agent, "", body);
            assertThat(preview.get("leads").intValue()).isEqualTo(4);
            assertThat(preview.get("mayNotChange").intValue()).isEqualTo(2);
            assertThat(preview.get("sample").findValuesAsText("result"))
                    .containsExactly("changed", "refused", "unchanged", "refused");

            LeadBulk done = room.run(agent, "", body);
            assertThat(BulkRoom.counts(done))
                    .isEqualTo(
                            "DONE 4/4: 1 changed, 0 deleted, 0 restored, 1 unchanged, 2 refused");
            assertThat(room.reasons(agent, done.id())).containsExactly("conflict", "not_found");
            assertThat(room.lead(foreign.id())).isEqualTo(foreign);
        }
    }

    @Test
    void what_every_lead_would_refuse_is_refused_at_once() {
        try (BulkRoom room = new BulkRoom(kind)) {
            declarePlan(room);
            Agent agent = Agents.agent().team("north").in(room.spine);
            Agent far = Agents.agent().team("south").in(room.spine);
            String id = Leads.lead().assignedTo(agent.id()).in(room.spine).id();
            String ids = "{'ids':['" + id + "'],";
            assertThat(status(room, agent, "", "{'action':'delete'}")).isEqualTo(400);
            assertThat(status(room, agent, "?all=false", "{'action':'delete'}")).isEqualTo(400);
            assertThat(status(room, agent, "?tag=a", ids + "'action':'delete'}")).isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'change'}")).isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'undo'}")).isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'delete','priority':'low'}"))
                    .isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'change','status':'lost'}"))
                    .isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'change','priority':null}"))
                    .isEqualTo(400);
            assertThat(
                            status(
                                    room,
                                    agent,
                                    "",
                                    ids + "'action':'change','customFields':{'plan':'gold'}}"))
                    .isEqualTo(400);
            assertThat(status(room, agent, "", ids + "'action':'change','assignedAgentId':null}"))
                    .isEqualTo(403);
            assertThat(
                            status(
                                    room,
                                    agent,
                                    "",
                                    ids
                                            + "'action':'change','assignedAgentId':'"
                                            + far.id()
                                            + "'}"))
                    .isEqualTo(422);
            assertThat(status(room, agent, "", ids + "'action':'delete','automation':false}"))
                    .isEqualTo(403);
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_bulks")).isZero();
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_bulk_chunks")).isZero();
        }
    }

    private static int status(BulkRoom room, Agent as, String query, String body) {
        return room.ask(as, query, body).status();
    }

    @Test
    void an_admin_may_change_leads_without_automation() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead lead = Leads.lead().in(room.spine);
            LeadBulk done =
                    room.run(
                            admin,
                            "?all=true",
                            "{'action':'change','priority':'low','automation':false}");
            assertThat(done.automation()).isFalse();
            assertThat(room.changesOf("bulk:" + done.id() + "/quiet")).hasSize(1);
            LeadBulk undo = room.undo(admin, done.id());
            assertThat(room.changesOf("bulk:" + done.id() + "/undo/quiet")).hasSize(1);
            assertThat(undo.automation()).isFalse();
            assertThat(room.lead(lead.id()).priority()).isEqualTo(LeadPriority.NORMAL);
        }
    }

    @Test
    void a_run_can_be_stopped_and_a_disabled_account_ends_it() {
        try (BulkRoom room = new BulkRoom(kind)) {
            var _ = Agents.admin().in(room.spine);
            Agent agent = Agents.agent().in(room.spine);
            Agent stranger = Agents.agent().in(room.spine);
            var _ = room.make(LEADS, Leads.lead().assignedTo(agent.id()));
            String body = "{'action':'change','priority':'low'}";
            String id = room.begin(agent, "?assignedAgentId=me", body);
            assertThat(room.runner.step(id)).isPresent();
            String path = "/api/leads/bulk/" + id;
            assertThat(room.served.get(stranger, path).status()).isEqualTo(404);
            assertThat(room.served.ask("DELETE", path, agent, null).status()).isEqualTo(409);
            var stopped = room.served.ask("POST", path + "/cancel", agent, null);
            assertThat(stopped.body().get("status").textValue()).isEqualTo("cancelled");
            int changed = stopped.body().get("changed").intValue();
            assertThat(changed).isPositive().isLessThan(LEADS);
            assertThat(room.runner.step(id)).isEmpty();
            assertThat(room.undo(agent, id).changed()).isEqualTo(changed);

            String next = room.begin(agent, "?assignedAgentId=me", body);
            var disable =
                    CommandCatalog.bind(
                            AgentCommand.UPDATE,
                            Json.object().put("id", agent.id()).put("active", false));
            var _ = room.spine.runner().run(Submission.of(disable, Caller.SYSTEM));
            LeadBulk failed = room.finish(next);
            assertThat(failed.status()).isEqualTo(BulkStatus.FAILED);
            assertThat(failed.problem()).contains("disabled");
        }
    }

    @Test
    void reports_are_forgotten_after_a_month_and_leads_of_a_stopped_run_after_a_day() {
        try (BulkRoom room = new BulkRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String body = "{'ids':['" + Id.next() + "'],'action':'delete'}";
            LeadBulk done = room.run(admin, "", body);
            String stopped = room.begin(admin, "", body);
            var _ = room.served.ask("POST", "/api/leads/bulk/" + stopped + "/cancel", admin, null);
            assertThat(room.reasons(admin, done.id())).containsExactly("not_found");
            purge(room, Duration.ofDays(2));
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_bulk_chunks")).isZero();
            assertThat(room.reasons(admin, done.id())).hasSize(1);
            purge(room, Duration.ofDays(30));
            assertThat(room.reasons(admin, done.id())).isEmpty();
        }
    }

    private static void purge(BulkRoom room, Duration later) {
        room.spine.clock().advance(later);
        boolean _ =
                room.spine
                        .writer()
                        .write(tx -> BulkReception.purge(tx, room.spine.clock().instant()));
    }
}
