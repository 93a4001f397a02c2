package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that would never end, and rules that are asked for too much at once. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AutomationLoopTest {
    @Parameter TestDatabase kind;
    AutomationRoom room;
    Agent manager;
    Agent ann;
    Agent ben;
    Lead lead;

    @BeforeEach
    void open() {
        room = AutomationRoom.open(kind);
        manager = Agents.manager().team("north").in(room.spine);
        ann = Agents.agent().team("north").in(room.spine);
        ben = Agents.agent().team("north").in(room.spine);
        lead = Leads.lead().assignedTo(ann.id()).in(room.spine);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private AutomationRule notes(String name, int maxDepth) {
        return room.rule(
                manager,
                """
                {'name':'%s','maxDepth':%d,'trigger':{'event':'lead.updated'},
                 'actions':[{'type':'set_field','params':{'field':'notes','value':'%s {{event.seq}}'}}]}
                """
                        .formatted(name, maxDepth, name));
    }

    private void update() {
        var _ = room.run(ann, "lead.update", "{'id':'" + lead.id() + "','notes':'begin'}");
        room.settle();
    }

    @Test
    void a_rule_that_sets_itself_off_ends_at_its_depth_and_its_owner_hears_of_it() {
        AutomationRule rule = notes("Again", 4);
        update();

        assertThat(room.statuses(rule))
                .containsExactly(
                        RunStatus.DONE,
                        RunStatus.DONE,
                        RunStatus.DONE,
                        RunStatus.DONE,
                        RunStatus.STOPPED);
        assertThat(room.runs(rule)).extracting(AutomationRun::depth).containsExactly(0, 1, 2, 3, 4);
        assertThat(room.notifications(manager)).containsExactly("Rule “Again” was stopped");
        assertThat(room.rule(rule.id()).enabled()).isTrue();
    }

    @Test
    void a_rule_that_is_stopped_three_times_in_ten_minutes_is_disabled() {
        AutomationRule rule = notes("Again", 1);
        update();
        update();
        update();

        assertThat(Collections.frequency(room.statuses(rule), RunStatus.STOPPED)).isEqualTo(3);
        assertThat(room.rule(rule.id()).disabledReason()).isEqualTo(DisabledReason.LOOPING);
        update();
        assertThat(room.statuses(rule)).hasSize(6);
    }

    @Test
    void a_loop_through_other_followers_ends_at_the_same_depth() {
        var _ =
                room.run(
                        ann,
                        "reminder.create",
                        "{'leadId':'"
                                + lead.id()
                                + "','title':'Call','dueAt':'2026-03-05T09:00:00Z'}");
        String give =
                """
                {'name':'%s','maxDepth':10,'trigger':{'event':'reminder.updated'},
                 'conditions':{'field':'reminder.agentId','op':'changed_to','value':'%s'},
                 'actions':[{'type':'assign_lead','params':{'leadId':'{{reminder.leadId}}','agentId':'%s'}}]}
                """;
        AutomationRule one = room.rule(manager, give.formatted("To Ben", ann.id(), ben.id()));
        AutomationRule two = room.rule(manager, give.formatted("To Ann", ben.id(), ann.id()));
        var _ =
                room.run(
                        manager,
                        "lead.assign",
                        "{'id':'" + lead.id() + "','agentId':'" + ben.id() + "'}");
        room.settle();

        assertThat(room.statuses(one)).hasSize(5).containsOnly(RunStatus.DONE);
        assertThat(room.statuses(two)).hasSize(6).contains(RunStatus.STOPPED);
        assertThat(room.runs(two).getLast().depth()).isEqualTo(10);
        assertThat(room.notifications(manager)).contains("Rule “To Ann” was stopped");
    }

    private void importLeads(int count) {
        for (int number = 0; number < count; number++) {
            var _ =
                    room.spine
                            .runner()
                            .run(
                                    Submission.of(
                                                    Leads.lead()
                                                            .named("Lead " + number)
                                                            .assignedTo(ann.id())
                                                            .command(),
                                                    Agents.caller(manager))
                                            .via("import:1"));
        }
        room.settle();
    }

    private AutomationRule greet(String more) {
        return room.rule(
                manager,
                """
                {'name':'Greet','burst':{'runs':20,'within':'PT10M'},
                 'trigger':{'event':'lead.created'%s},
                 'actions':[{'type':'create_reminder','params':{'leadId':'{{lead.id}}',
                   'agentId':'{{lead.assignedAgentId}}','title':'{{lead.name}}','in':'P1D'}}]}
                """
                        .formatted(more));
    }

    private long count(AutomationRule rule, RunStatus status) {
        return room.spine.count(
                "SELECT COUNT(*) FROM automation_runs WHERE rule_id = ? AND status = ?",
                rule.id(),
                status);
    }

    @Test
    void an_import_uses_up_the_budget_and_its_runs_are_released_a_few_a_minute() {
        AutomationRule rule = greet("");
        importLeads(300);

        assertThat(count(rule, RunStatus.DONE)).isEqualTo(20);
        assertThat(count(rule, RunStatus.HELD)).isEqualTo(280);
        assertThat(room.notifications(manager)).containsExactly("Rule “Greet” is paused");

        var _ =
                room.run(
                        manager,
                        "automation.decide_held",
                        "{'id':'" + rule.id() + "','decision':'release','perMinute':28}");
        room.settle();
        assertThat(room.reminders()).hasSize(21);
        for (int minute = 1; minute < 10; minute++) {
            room.advance("PT1M");
            room.settle();
            assertThat(count(rule, RunStatus.DONE)).isEqualTo(21 + 28 * minute);
        }
        room.advance("PT1M");
        room.settle();

        assertThat(count(rule, RunStatus.DONE)).isEqualTo(300);
        assertThat(room.reminders()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void held_runs_can_be_dropped_and_imports_can_be_left_out() {
        AutomationRule rule = greet("");
        AutomationRule without = greet(",'imports':false");
        importLeads(30);
        var _ =
                room.run(
                        manager,
                        "automation.decide_held",
                        "{'id':'" + rule.id() + "','decision':'drop'}");
        room.settle();

        assertThat(count(rule, RunStatus.DROPPED)).isEqualTo(10);
        assertThat(room.reminders()).hasSize(20);
        assertThat(room.runs(without)).isEmpty();
        assertThat(Objects.requireNonNull(room.runs(rule).getLast().reason()))
                .isEqualTo(RunReason.DROPPED);
    }
}
