package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What rules do, from the event to the effect. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AutomationStoryTest {
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

    private static String notifyOwner(String more) {
        return """
        {'name':'Tell','trigger':{'event':'lead.status_changed'},
         'actions':[{'type':'send_notification',
           'params':{'to':'owner','title':'{{lead.name}} is {{lead.status}}'}}]%s}
        """
                .formatted(more);
    }

    private void setStatus(String status) {
        var _ =
                room.run(
                        agent,
                        "lead.set_status",
                        "{'id':'" + lead.id() + "','status':'" + status + "'}");
    }

    @Test
    void a_rule_answers_an_event_once_and_says_what_it_did() {
        AutomationRule rule = room.rule(manager, notifyOwner(""));
        setStatus("attempted");
        room.settle();
        room.settle();

        assertThat(room.notifications(manager)).containsExactly("Lee Lead is attempted");
        AutomationRun run = room.runs(rule).getFirst();
        assertThat(run.status()).isEqualTo(RunStatus.DONE);
        assertThat(run.event()).isEqualTo("lead.status_changed");
        assertThat(Objects.requireNonNull(run.trace()).at("/actions/0/commands/0/name").asText())
                .isEqualTo("notification.create");
        assertThat(room.rule(rule.id()).runCount()).isEqualTo(1);
    }

    @Test
    void a_rule_does_not_answer_what_happened_before_it_was_made() {
        setStatus("attempted");
        AutomationRule rule = room.rule(manager, notifyOwner(""));
        room.settle();

        assertThat(room.runs(rule)).isEmpty();
    }

    @Test
    void an_event_meets_the_version_that_was_in_force() {
        AutomationRule rule = room.rule(manager, notifyOwner(""));
        setStatus("attempted");
        var _ =
                room.run(
                        manager, "automation.update", "{'id':'" + rule.id() + "','enabled':false}");
        setStatus("contacted");
        room.follow();

        assertThat(room.statuses(rule)).containsExactly(RunStatus.WAITING);
    }

    @Test
    void the_conditions_are_looked_at_again_after_a_delay() {
        AutomationRule rule =
                room.rule(
                        manager,
                        notifyOwner(
                                ",'delaySeconds':600,'conditions':{'field':'lead.status','op':'eq',"
                                        + "'value':'attempted'}"));
        setStatus("attempted");
        room.settle();
        assertThat(room.statuses(rule)).containsExactly(RunStatus.WAITING);
        setStatus("contacted");
        room.advance("PT10M");
        room.settle();

        assertThat(room.notifications(manager)).isEmpty();
        AutomationRun run = room.runs(rule).getFirst();
        assertThat(run.status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(run.reason()).isEqualTo(RunReason.CONDITIONS_CHANGED);
        assertThat(Objects.requireNonNull(run.trace()).at("/conditions/saw").asText())
                .isEqualTo("contacted");
    }

    @Test
    void a_change_of_a_quiet_import_sets_off_nothing() {
        AutomationRule rule = room.rule(manager, notifyOwner(""));
        for (String via : List.of("import:1/quiet", "import:2")) {
            String status = via.endsWith("2") ? "contacted" : "attempted";
            var command =
                    new LeadCommand.SetStatus(
                            lead.id(), EnumNames.get(LeadStatus.class, status), null);
            var _ = room.spine.runner().run(Submission.of(command, Agents.caller(agent)).via(via));
        }
        room.settle();

        assertThat(room.notifications(manager)).containsExactly("Lee Lead is contacted");
        assertThat(room.runs(rule)).hasSize(1);
    }

    @Test
    void once_per_record_is_once() {
        AutomationRule rule = room.rule(manager, notifyOwner(",'oncePer':'record'"));
        setStatus("attempted");
        setStatus("contacted");
        room.settle();

        assertThat(room.statuses(rule)).containsExactly(RunStatus.DONE);
    }

    @Test
    void two_rules_that_set_each_other_off_are_stopped() {
        String tag =
                """
                {'name':'%s','maxDepth':3,'trigger':{'event':'lead.updated'},
                 'actions':[{'type':'set_field','params':{'field':'notes','value':'%s {{event.seq}}'}}]}
                """;
        AutomationRule one = room.rule(manager, tag.formatted("one", "a"));
        AutomationRule two = room.rule(manager, tag.formatted("two", "b"));
        var _ = room.run(agent, "lead.update", "{'id':'" + lead.id() + "','notes':'begin'}");
        room.settle();

        assertThat(room.statuses(one)).contains(RunStatus.STOPPED);
        assertThat(room.statuses(two)).contains(RunStatus.STOPPED);
        assertThat(room.notifications(manager)).contains("Rule “one” was stopped");
        assertThat(room.rule(one.id()).disabledReason()).isEqualTo(DisabledReason.LOOPING);
    }

    @Test
    void a_rule_stops_when_its_owner_leaves() {
        Agent admin = Agents.admin().in(room.spine);
        AutomationRule rule = room.rule(manager, notifyOwner(",'delaySeconds':600"));
        setStatus("attempted");
        room.settle();
        var _ = room.run(admin, "agent.update", "{'id':'" + manager.id() + "','active':false}");
        room.settle();
        room.advance("PT10M");
        room.settle();

        assertThat(room.statuses(rule)).containsExactly(RunStatus.CANCELLED);
        assertThat(room.rule(rule.id()).disabledReason()).isEqualTo(DisabledReason.OWNER_LEFT);
        assertThat(room.notifications(admin)).containsExactly("Rule “Tell” is disabled");
    }

    @Test
    void more_runs_than_the_budget_are_held_until_the_owner_decides() {
        AutomationRule rule =
                room.rule(manager, notifyOwner(",'burst':{'runs':2,'within':'PT1H'}"));
        setStatus("attempted");
        setStatus("contacted");
        setStatus("qualified");
        room.settle();
        assertThat(room.statuses(rule))
                .containsExactly(RunStatus.DONE, RunStatus.DONE, RunStatus.HELD);
        assertThat(room.notifications(manager)).contains("Rule “Tell” is paused");

        var _ =
                room.run(
                        manager,
                        "automation.decide_held",
                        "{'id':'" + rule.id() + "','decision':'release'}");
        room.settle();
        assertThat(room.statuses(rule))
                .containsExactly(RunStatus.DONE, RunStatus.DONE, RunStatus.DONE);
    }

    @Test
    void a_failed_action_is_tried_again_and_then_recorded() {
        Agent stranger = Agents.agent().team("south").in(room.spine);
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Give','trigger':{'event':'lead.status_changed'},
                         'actions':[{'type':'assign_lead','params':{'leadId':'{{lead.id}}','agentId':'%s'}},
                           {'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'seen'}}]}
                        """
                                .formatted(stranger.id()));
        setStatus("attempted");
        room.settle();

        AutomationRun run = room.runs(rule).getFirst();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Objects.requireNonNull(run.trace()).at("/actions/0/ok").booleanValue())
                .isFalse();
        assertThat(Objects.requireNonNull(run.trace()).at("/actions/1/ok").booleanValue()).isTrue();
        assertThat(room.calls.lead(lead.id()).tags()).containsExactly("seen");
    }

    @Test
    void a_call_that_was_missed_gets_a_follow_up() {
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Missed','trigger':{'event':'call.missed'},'delaySeconds':900,
                         'conditions':{'field':'lead.status','op':'eq','value':{'ref':'then.lead.status'}},
                         'actions':[{'type':'create_follow_up','params':{'leadId':'{{call.leadId}}',
                           'agentId':'{{lead.assignedAgentId, owner.id}}','in':'PT2H',
                           'title':'Call {{lead.name}} back'}}]}
                        """);
        var _ =
                room.run(
                        agent,
                        "call.create",
                        "{'leadId':'"
                                + lead.id()
                                + "','direction':'inbound','status':'missed',"
                                + "'startedAt':'2026-03-04T08:59:00Z','endedAt':'2026-03-04T08:59:30Z'}");
        room.settle();
        assertThat(room.statuses(rule)).containsExactly(RunStatus.WAITING);
        room.advance("PT15M");
        room.settle();

        assertThat(room.statuses(rule)).containsExactly(RunStatus.DONE);
        assertThat(room.reminders()).containsExactly("Call Lee Lead back");
        assertThat(room.calls.lead(lead.id()).nextFollowUpAt())
                .isEqualTo(Instant.parse("2026-03-04T11:15:00Z"));
    }

    @Test
    void a_waiting_run_about_a_merged_lead_goes_on_with_the_winner() {
        AutomationRule rule = room.rule(manager, notifyOwner(",'delaySeconds':600"));
        Lead winner = Leads.lead().named("Winner").assignedTo(agent.id()).in(room.spine);
        setStatus("attempted");
        room.settle();
        var _ =
                room.run(
                        manager,
                        "lead.merge",
                        "{'id':'" + winner.id() + "','duplicateId':'" + lead.id() + "'}");
        room.advance("PT10M");
        room.settle();

        assertThat(room.statuses(rule)).containsExactly(RunStatus.SKIPPED, RunStatus.DONE);
        assertThat(room.notifications(manager).getFirst()).startsWith("Winner is ");
    }
}
