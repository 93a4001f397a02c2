package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallChange;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.reminders.ReminderChange;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
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
class LeadMergeTest {
    @Parameter TestDatabase kind;
    LeadLifecycle life;
    Agent agent;
    Agent mate;

    @BeforeEach
    void open() {
        life = LeadLifecycle.open(kind);
        agent = Agents.agent().team("north").in(life.spine());
        mate = Agents.agent().team("north").in(life.spine());
    }

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void calls_and_reminders_move_as_separate_changes() {
        Lead winner = life.leadOf(mate);
        Lead loser = life.leadOf(agent);
        String call = life.call(agent, loser);
        String deleted = life.call(agent, loser);
        var _ = life.run(agent, "call.delete", "{'id':'" + deleted + "'}");
        String waiting = life.reminder(agent, loser);
        String done = life.reminder(agent, loser);
        var _ = life.run(agent, "reminder.complete", "{'id':'" + done + "'}");
        long head = life.calls().head();

        JsonNode answer = life.merge(life.admin(), winner, loser);

        assertThat(answer).isEqualTo(life.json(winner));
        assertThat(life.calls().call(call).leadId()).isEqualTo(winner.id());
        assertThat(life.calls().call(deleted).leadId()).isEqualTo(winner.id());
        String about = "SELECT lead_id || ' ' || agent_id FROM lead_reminders WHERE id = ?";
        assertThat(life.first(about, waiting)).isEqualTo(winner.id() + " " + mate.id());
        assertThat(life.first(about, done)).isEqualTo(winner.id() + " " + agent.id());
        List<Change> changes = life.calls().changesAfter(head);
        assertThat(changes)
                .extracting(Change::kind)
                .containsExactly(
                        LeadChange.UPDATED,
                        CallChange.UPDATED,
                        CallChange.DELETED,
                        ReminderChange.UPDATED,
                        ReminderChange.UPDATED,
                        LeadChange.MERGED);
        Change merged = changes.getLast();
        assertThat(merged.entityId()).isEqualTo(loser.id());
        assertThat(merged.fields()).containsExactly("deletedAt", "mergedIntoId");
        assertThat(merged.seenBefore().isSeenBy(Agents.caller(agent))).isTrue();
        assertThat(merged.seenAfter()).isEqualTo(Visibility.NOBODY);
    }

    @Test
    void the_loser_is_unlisted_and_refers_to_the_winner() {
        Lead winner = life.leadOf(agent);
        Lead loser =
                Leads.lead().with("email", "a@example.com").assignedTo(agent.id()).in(life.spine());
        var _ = life.merge(agent, winner, loser);

        Lead gone =
                life.spine()
                        .database()
                        .read(tx -> LeadStore.get(tx, loser.id(), Agents.caller(agent)));
        assertThat(gone.mergedIntoId()).isEqualTo(winner.id());
        assertThat(gone.deletedAt()).isNotNull();
        assertThat(life.lead(winner).email()).isEqualTo("a@example.com");
        assertThat(
                        life.first(
                                "SELECT CAST(open_leads AS TEXT) FROM lead_loads WHERE agent_id = ?",
                                agent.id()))
                .isEqualTo("1");
        Problem update =
                life.refusal(agent, "lead.update", "{'id':'" + loser.id() + "','name':'x'}");
        assertThat(update.status()).isEqualTo(410);
        assertThat(update.members()).containsEntry("mergedIntoId", winner.id());
        Problem restore = life.refusal(life.admin(), "lead.restore", "{'id':'" + loser.id() + "'}");
        assertThat(restore.status()).isEqualTo(409);
        assertThat(restore.members()).containsEntry("mergedIntoId", winner.id());
        Agent stranger = Agents.agent().team("south").in(life.spine());
        assertThat(
                        life.refusal(
                                        stranger,
                                        "lead.update",
                                        "{'id':'" + loser.id() + "','name':'x'}")
                                .json())
                .isEqualTo(
                        life.refusal(
                                        stranger,
                                        "lead.update",
                                        "{'id':'" + Id.next() + "','name':'x'}")
                                .json());
    }

    @Test
    void the_winner_keeps_its_values_and_fills_missing_ones() {
        Lead winner =
                Leads.lead()
                        .named("Zoe")
                        .with("company", "Own")
                        .with("tags", List.of("VIP"))
                        .with("notes", "first")
                        .with("nextFollowUpAt", "2026-05-01T09:00:00Z")
                        .in(life.spine());
        Lead loser =
                Leads.lead()
                        .named("Zoë")
                        .status(LeadStatus.CONTACTED)
                        .with("company", "Other")
                        .with("email", "zoe@example.com")
                        .with("phone", "+1 212 555 0123")
                        .with("tags", List.of("vip", "solar"))
                        .with("notes", "second")
                        .with("score", 80)
                        .with("doNotCall", true)
                        .with("value", 5)
                        .with("currency", "EUR")
                        .with(
                                "consent",
                                Json.read(
                                        "{\"basis\":\"consent\",\"at\":\"2026-01-02T03:04:05Z\"}"))
                        .with("nextFollowUpAt", "2026-04-01T09:00:00Z")
                        .assignedTo(agent.id())
                        .in(life.spine());
        var _ = life.merge(life.admin(), winner, loser);

        Lead merged = life.lead(winner);
        assertThat(merged.name()).isEqualTo("Zoe");
        assertThat(merged.company()).isEqualTo("Own");
        assertThat(merged.status()).isEqualTo(LeadStatus.NEW);
        assertThat(merged.phoneE164()).isEqualTo("+12125550123");
        assertThat(merged.email()).isEqualTo("zoe@example.com");
        assertThat(merged.tags()).containsExactly("VIP", "solar");
        assertThat(merged.notes()).isEqualTo("first\n\nsecond");
        assertThat(merged.score()).isEqualTo(80);
        assertThat(merged.scoreByHand()).isTrue();
        assertThat(merged.doNotCall()).isTrue();
        assertThat(merged.currency()).isEqualTo("EUR");
        assertThat(merged.value()).hasToString("5");
        assertThat(merged.consent()).isEqualTo(loser.consent());
        assertThat(merged.nextFollowUpAt()).isEqualTo(Instant.parse("2026-04-01T09:00:00Z"));
        assertThat(merged.assignedAgentId()).isEqualTo(agent.id());
        assertThat(merged.version()).isEqualTo(2);
    }

    @Test
    void merging_requires_visibility_of_both_leads() {
        Lead own = life.leadOf(agent);
        Lead others = life.leadOf(mate);
        assertThat(life.refusedMerge(agent, others, own).json())
                .isEqualTo(
                        life.refusal(
                                        agent,
                                        "lead.merge",
                                        "{'id':'"
                                                + Id.next()
                                                + "','duplicateId':'"
                                                + own.id()
                                                + "'}")
                                .json());
        Problem unseen = life.refusedMerge(agent, own, others);
        assertThat(unseen.status()).isEqualTo(422);
        assertThat(unseen.json())
                .isEqualTo(
                        life.refusal(
                                        agent,
                                        "lead.merge",
                                        "{'id':'"
                                                + own.id()
                                                + "','duplicateId':'"
                                                + Id.next()
                                                + "'}")
                                .json());
        Agent manager = Agents.manager().team("north").in(life.spine());
        assertThat(life.merge(manager, own, others).get("id").textValue()).isEqualTo(own.id());
    }

    @Test
    void a_refused_merge_changes_nothing() {
        Lead winner = life.leadOf(agent);
        Lead deleted = life.leadOf(agent);
        var _ = life.run(agent, "lead.delete", "{'id':'" + deleted.id() + "'}");
        Lead merged = life.leadOf(agent);
        var _ = life.merge(agent, life.leadOf(agent), merged);
        Lead won =
                Leads.lead().status(LeadStatus.CONVERTED).assignedTo(agent.id()).in(life.spine());
        Lead long1 =
                Leads.lead()
                        .with("notes", "a".repeat(9_000))
                        .assignedTo(agent.id())
                        .in(life.spine());
        Lead long2 =
                Leads.lead()
                        .with("notes", "b".repeat(9_000))
                        .assignedTo(agent.id())
                        .in(life.spine());
        Lead spoken =
                Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(life.spine());
        var _ = life.calls().start(agent, spoken);
        long head = life.calls().head();

        assertThat(life.refusedMerge(agent, winner, winner).status()).isEqualTo(400);
        assertThat(life.refusedMerge(life.admin(), winner, deleted).status()).isEqualTo(409);
        assertThat(life.refusedMerge(agent, winner, deleted).status()).isEqualTo(422);
        assertThat(life.refusedMerge(agent, winner, merged).members()).containsKey("mergedIntoId");
        assertThat(life.refusedMerge(agent, merged, winner).status()).isEqualTo(410);
        assertThat(life.refusedMerge(agent, winner, won).status()).isEqualTo(409);
        assertThat(life.refusedMerge(agent, long1, long2).json().toString()).contains("\"notes\"");
        assertThat(life.refusedMerge(agent, winner, spoken).members()).containsKey("callId");
        var stale = Submission.of(new LeadCommand.Merge(winner.id(), won.id()), Caller.SYSTEM);
        assertThat(CallRoom.refusal(() -> life.spine().runner().run(stale.expecting(7))).status())
                .isEqualTo(412);
        assertThat(life.calls().head()).isEqualTo(head);
        assertThat(life.lead(spoken))
                .isEqualTo(life.lead(spoken))
                .extracting(Lead::deletedAt)
                .isNull();
    }

    @Test
    void the_claimant_of_the_loser_gets_another_lead() {
        Lead winner = life.leadOf(agent);
        Lead loser =
                Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(life.spine());
        var next = life.run(agent, "lead.claim_next", "{}");
        assertThat(next.at("/lead/id").textValue()).isEqualTo(loser.id());
        var _ = life.merge(agent, winner, loser);

        assertThat(life.spine().count("SELECT COUNT(*) FROM lead_claims")).isZero();
        assertThat(life.run(agent, "lead.claim_next", "{}").at("/lead/id").textValue())
                .isEqualTo(winner.id());
    }

    @Test
    void a_chain_of_merges_keeps_all_history() {
        Lead first = life.leadOf(agent);
        Lead second = life.leadOf(agent);
        Lead third = life.leadOf(agent);
        String call = life.call(agent, third);
        var _ = life.merge(agent, second, third);
        var _ = life.merge(agent, first, second);

        assertThat(life.calls().call(call).leadId()).isEqualTo(first.id());
        assertThat(life.lead(third).mergedIntoId()).isEqualTo(second.id());
        assertThat(life.events(agent, first))
                .containsExactlyInAnyOrder(
                        "lead.created",
                        "lead.created",
                        "lead.created",
                        "call.ended",
                        "lead.status_changed",
                        "lead.updated",
                        "lead.updated",
                        "lead.merged",
                        "lead.merged");
    }
}
