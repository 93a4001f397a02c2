package com.techbro24.crm.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record ReminderPlansTest(TestDatabase kind) {
    @Test
    void due_alerts_are_found_by_index() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            ReminderPlans.fill(
                    room.spine().writer(),
                    List.of(agent),
                    4_000,
                    room.now(),
                    Duration.ofSeconds(7));
            List<String> plan =
                    room.spine().database().read(tx -> ReminderPlans.of(tx, room.now()));
            assertThat(plan).anyMatch(line -> line.contains(" reminders_by_alert"));
            assertThat(plan).anyMatch(line -> line.contains("lead_reminders_by_alert"));
            assertThat(plan)
                    .noneMatch(
                            line -> ReminderPlans.isScan(line, room.spine().database().dialect()));
        }
    }
}
