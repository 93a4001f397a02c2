package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Crashes;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that end again and again in the middle of a batch. */
@ParameterizedClass
@EnumSource
record AutomationCrashTest(TestDatabase kind) {
    private static final int EVENTS = 100;
    private static final int CRASHES = 20;
    private static final long SEED = 7;

    @Test
    void twenty_crashes_in_a_batch_of_a_hundred_events_leave_each_effect_once() {
        Random random = new Random(SEED);
        Crashes crashes = new Crashes();
        List<ProofNode.Followed> journal = new ArrayList<>();
        try (AutomationRoom room = AutomationRoom.on(Spine.open(kind), crashes)) {
            ProofNode first = new ProofNode(room, crashes, journal);
            Agent manager = Agents.manager().in(room.spine);
            AutomationRule rule =
                    room.rule(
                            manager,
                            """
                            {'name':'Greet','trigger':{'event':'lead.created'},
                             'actions':[{'type':'create_reminder','params':{'leadId':'{{lead.id}}',
                                 'title':'{{lead.name}}','in':'PT1H'}},
                               {'type':'send_notification','params':{'to':'owner','title':'{{lead.name}}'}}]}
                            """);
            while (first.follow(0)) {}
            List<String> names = new ArrayList<>();
            for (int count = 0; count < EVENTS; count++) {
                names.add(Leads.lead().named("Lead " + count).in(room.spine).name());
            }

            for (int crash = 0; crash < CRASHES; crash++) {
                ProofNode node = new ProofNode(room, crashes, journal);
                assertThat(node.follow(random.nextInt(1, EVENTS + 1))).isFalse();
            }
            assertThat(room.runs(rule)).isEmpty();
            ProofNode node = new ProofNode(room, crashes, journal);
            assertThat(node.follow(0)).isTrue();
            for (int crash = 0; crash < CRASHES; crash++) {
                assertThat(node.tick(random.nextInt(1, 12))).isFalse();
            }
            while (node.follow(0)) {}
            assertThat(node.tick(0)).isTrue();

            assertThat(room.statuses(rule)).hasSize(EVENTS).containsOnly(RunStatus.DONE);
            assertThat(room.reminders()).containsExactlyInAnyOrderElementsOf(names);
            assertThat(room.spine.count("SELECT SUM(count) FROM notifications"))
                    .as("notifications, of which those of one rule are put together")
                    .isEqualTo(EVENTS);
        }
    }
}
