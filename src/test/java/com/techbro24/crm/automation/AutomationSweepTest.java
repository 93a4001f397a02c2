package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
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

/** Rules that go through all rows: schedules and backfills. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AutomationSweepTest {
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

    @Test
    void a_schedule_goes_through_all_rows_that_match() {
        Lead other = Leads.lead().named("Other").assignedTo(agent.id()).in(room.spine);
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Daily','trigger':{'schedule':{'cron':'0 10 * * *','timezone':'UTC'},'each':'lead'},
                         'conditions':{'field':'lead.name','op':'eq','value':'other'},
                         'actions':[{'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'daily'}}]}
                        """);
        assertThat(rule.nextFireAt()).isEqualTo(Instant.parse("2026-03-04T10:00:00Z"));
        room.settle();
        room.advance("PT1H");
        room.settle();

        assertThat(room.calls.lead(other.id()).tags()).containsExactly("daily");
        assertThat(room.calls.lead(lead.id()).tags()).isEmpty();
        assertThat(room.rule(rule.id()).nextFireAt())
                .isEqualTo(Instant.parse("2026-03-05T10:00:00Z"));
    }

    @Test
    void a_backfill_runs_for_the_rows_that_match_and_not_twice() {
        var _ = Leads.lead().named("Other").assignedTo(agent.id()).in(room.spine);
        AutomationRule rule =
                room.rule(
                        manager,
                        """
                        {'name':'Mark','oncePer':'record','trigger':{'event':'lead.created'},
                         'conditions':{'field':'lead.name','op':'starts_with','value':'Lee'},
                         'actions':[{'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'old'}}]}
                        """);
        BackfillPreview preview = room.spine.database().read(tx -> room.services.preview(tx, rule));
        assertThat(preview.scanned()).isEqualTo(2);
        assertThat(preview.sample()).containsExactly(lead.id());
        for (int time = 0; time < 2; time++) {
            var _ = room.run(manager, "automation.begin_backfill", "{'id':'" + rule.id() + "'}");
            room.settle();
        }

        assertThat(room.calls.lead(lead.id()).tags()).containsExactly("old");
        assertThat(room.statuses(rule)).containsExactly(RunStatus.DONE);
    }

    @Test
    void what_a_rule_saw_with_an_admins_rights_is_hidden_from_managers() {
        Agent admin = Agents.admin().team("north").in(room.spine);
        AutomationRule rule =
                room.rule(
                        admin,
                        """
                        {'name':'See','trigger':{'event':'lead.status_changed'},
                         'actions':[{'type':'send_notification','params':{'to':'owner','title':'T'}}]}
                        """);
        var _ =
                room.run(
                        agent,
                        "lead.set_status",
                        "{'id':'" + lead.id() + "','status':'attempted'}");
        room.settle();
        assertThat(room.runs(rule)).hasSize(1);
        assertThat(visible(manager)).isZero();

        String taken = "{'id':'%s','ownerId':'%s'}".formatted(rule.id(), manager.id());
        var _ = room.run(admin, "automation.update", taken);
        assertThat(visible(manager)).isZero();
        assertThat(visible(admin)).isEqualTo(1);
    }

    private int visible(Agent agent) {
        RunStore.Filter all = new RunStore.Filter(null, null, List.of(), null, null);
        return room.spine
                .database()
                .read(tx -> RunStore.list(tx, all, Agents.caller(agent), Paging.FIRST))
                .data()
                .size();
    }
}
