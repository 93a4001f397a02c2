package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to runs that wait: for their delay, for their window, for another attempt. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AutomationWaitTest {
    @Parameter TestDatabase kind;
    AutomationRoom room;
    Agent manager;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() {
        room = AutomationRoom.open(kind);
        manager = Agents.manager().team("north").in(room.spine);
        agent = Agents.agent().team("north").in(room.spine);
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(room.spine);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private AutomationRule tell(String more) {
        return room.rule(
                manager,
                """
                {'name':'Tell','trigger':{'event':'lead.status_changed'},
                 'actions':[{'type':'send_notification','params':{'to':'owner','title':'{{lead.name}}'}},
                   {'type':'send_notification','params':{'to':'owner','title':'{{lead.status}}'}}]%s}
                """
                        .formatted(more));
    }

    private void give(Agent person, String command, String more) {
        var _ = room.run(person, command, "{'id':'" + lead.id() + "'" + more + "}");
        room.settle();
    }

    private void attempt() {
        give(agent, "lead.set_status", ",'status':'attempted'");
    }

    private void later(String by) {
        room.advance(by);
        room.settle();
    }

    private AutomationRun only(AutomationRule rule) {
        List<AutomationRun> runs = room.runs(rule);
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    @Test
    void a_lead_that_is_deleted_meanwhile_is_left_alone() {
        AutomationRule rule = tell(",'delaySeconds':600");
        attempt();
        give(manager, "lead.delete", "");
        later("PT10M");

        assertThat(only(rule).status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(only(rule).reason()).isEqualTo(RunReason.ROW_GONE);
        assertThat(room.notifications(manager)).isEmpty();
    }

    @Test
    void a_lead_that_is_merged_meanwhile_is_answered_as_the_lead_that_stays() {
        AutomationRule rule = tell(",'delaySeconds':600");
        attempt();
        Lead winner = Leads.lead().named("Winner").assignedTo(agent.id()).in(room.spine);
        var _ =
                room.run(
                        manager,
                        "lead.merge",
                        "{'id':'" + winner.id() + "','duplicateId':'" + lead.id() + "'}");
        later("PT10M");

        List<AutomationRun> runs = room.runs(rule);
        assertThat(runs)
                .extracting(AutomationRun::status)
                .containsExactlyInAnyOrder(RunStatus.SKIPPED, RunStatus.DONE);
        assertThat(runs)
                .filteredOn(run -> run.status() == RunStatus.DONE)
                .extracting(AutomationRun::entityId)
                .containsExactly(winner.id());
        assertThat(room.notifications(manager)).contains("Winner").doesNotContain("Lee Lead");
    }

    @Test
    void a_run_keeps_the_version_of_its_rule_and_does_all_of_its_actions() {
        AutomationRule rule = tell(",'delaySeconds':600");
        attempt();
        var _ =
                room.run(
                        manager,
                        "automation.update",
                        "{'id':'"
                                + rule.id()
                                + "','delaySeconds':60,'actions':[{'type':'send_notification',"
                                + "'params':{'to':'owner','title':'New'}}]}");
        later("PT5M");
        assertThat(only(rule).status()).isEqualTo(RunStatus.WAITING);
        later("PT5M");

        assertThat(room.notifications(manager)).containsExactlyInAnyOrder("Lee Lead", "attempted");
        assertThat(only(rule).ruleVersion()).isEqualTo(1);
    }

    @Test
    void a_run_that_missed_its_window_acts_when_the_window_opens_next() {
        AutomationRule rule =
                tell(
                        ",'delaySeconds':600,'window':{'days':['wednesday'],'from':'08:00',"
                                + "'to':'10:00','timezone':'UTC'}");
        attempt();
        later("PT2H");
        assertThat(only(rule).status()).isEqualTo(RunStatus.WAITING);
        assertThat(only(rule).nextAt()).isEqualTo(Instant.parse("2026-03-11T08:00:00Z"));
        room.spine.clock().set(Instant.parse("2026-03-11T08:00:00Z"));
        room.settle();

        assertThat(only(rule).status()).isEqualTo(RunStatus.DONE);
    }

    @Test
    void a_run_that_nobody_took_for_more_than_a_day_is_too_late() {
        AutomationRule rule = tell(",'delaySeconds':600");
        attempt();
        later("P2D");

        assertThat(only(rule).reason()).isEqualTo(RunReason.EXPIRED);
    }

    /** Two leads may not have the same phone. */
    private AutomationRule failing(Lead other) {
        return room.rule(
                manager,
                """
                {'name':'Fail','trigger':{'event':'lead.status_changed'},
                 'actions':[{'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'seen'}},
                   {'type':'set_field','params':{'field':'phone','value':'%s'}}]}
                """
                        .formatted(other.phone()));
    }

    @Test
    void a_failing_action_is_tried_six_times_and_what_was_done_is_not_done_again() {
        Lead other = Leads.lead().with("phone", "+442079460199").in(room.spine);
        AutomationRule rule = failing(other);
        attempt();
        for (String wait : List.of("PT1M", "PT5M", "PT30M", "PT2H", "PT6H")) {
            AutomationRun run = only(rule);
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            assertThat(run.nextAt()).isEqualTo(room.services.now().plus(Duration.parse(wait)));
            later(wait);
        }

        AutomationRun run = only(rule);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.attempts()).isEqualTo(6);
        assertThat(room.notifications(manager)).containsExactly("Rule “Fail” failed");
        assertThat(
                        room.spine.count(
                                "SELECT COUNT(*) FROM changes WHERE via = ? AND entity_type = ?",
                                rule.via(),
                                "lead"))
                .isEqualTo(1);
    }

    @Test
    void an_action_that_fails_at_first_is_done_later() {
        Lead other = Leads.lead().with("phone", "+442079460199").in(room.spine);
        AutomationRule rule = failing(other);
        attempt();
        var _ = room.run(manager, "lead.delete", "{'id':'" + other.id() + "'}");
        later("PT1M");

        assertThat(only(rule).status()).isEqualTo(RunStatus.DONE);
        assertThat(only(rule).attempts()).isEqualTo(2);
        assertThat(room.calls.lead(lead.id()).phone()).isEqualTo(other.phone());
    }

    @Test
    void twenty_failures_in_a_row_disable_a_rule_and_enabling_it_begins_again() {
        Agent stranger = Agents.agent().team("south").in(room.spine);
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Give','trigger':{'event':'lead.created'},
                         'actions':[{'type':'assign_lead','params':{'leadId':'{{lead.id}}','agentId':'%s'}}]}
                        """
                                .formatted(stranger.id()));
        createLeads(30);
        room.settle();

        assertThat(room.rule(rule.id()).disabledReason()).isEqualTo(DisabledReason.FAILING);
        assertThat(Collections.frequency(room.statuses(rule), RunStatus.FAILED)).isEqualTo(20);
        assertThat(Collections.frequency(room.statuses(rule), RunStatus.CANCELLED)).isEqualTo(10);

        var _ = room.run(manager, "automation.update", "{'id':'" + rule.id() + "','enabled':true}");
        createLeads(1);
        room.settle();
        assertThat(room.rule(rule.id()).enabled()).isTrue();
        assertThat(Collections.frequency(room.statuses(rule), RunStatus.FAILED)).isEqualTo(21);
    }

    private void createLeads(int count) {
        for (int number = 0; number < count; number++) {
            var _ = Leads.lead().assignedTo(agent.id()).in(room.spine);
        }
    }

    @Test
    void a_backfill_that_begins_before_the_rule_was_followed_goes_through_all_rows() {
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Tag','trigger':{'event':'lead.created'},
                         'actions':[{'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'old'}}]}
                        """);
        var _ = room.run(manager, "automation.begin_backfill", "{'id':'" + rule.id() + "'}");
        room.clock.wake();
        var _ = room.clock.step();
        room.settle();

        assertThat(room.calls.lead(lead.id()).tags()).containsExactly("old");
        assertThat(Objects.requireNonNull(only(rule).occasion())).startsWith("backfill:");
    }
}
