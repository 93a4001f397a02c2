package com.techbro24.crm.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record NextLeadPlansTest(TestDatabase kind) {
    /** A full table scan; the lanes are only a few values. */
    private static final String SCAN = ".*(SCAN|Seq Scan on) (leads|calls).*";

    /** Only the first leads of the lanes may be sorted. */
    private static final String SORT = ".*(TEMP B-TREE|Sort Key).*";

    @Test
    void the_next_lead_is_found_at_the_front_of_an_index() {
        try (CallRoom room = CallRoom.open(kind)) {
            List<Agent> agents =
                    List.of(Agents.agent().in(room.spine()), Agents.agent().in(room.spine()));
            Instant now = room.spine().clock().instant();
            List<String> zones = NextLeads.zones(8);
            NextLeads.fill(room.spine(), agents, zones, 6_000, now);
            for (ClaimStore.Source owner : ClaimStore.Source.values()) {
                List<String> plan =
                        room.spine()
                                .database()
                                .read(tx -> NextLeads.plan(tx, owner, agents.getFirst(), zones));

                assertThat(plan).anyMatch(line -> line.contains("leads_to_"));
                assertThat(plan).anyMatch(line -> line.contains("calls_open_by_lead"));
                assertThat(plan).noneMatch(line -> line.matches(SCAN));
                assertThat(plan.stream().filter(line -> line.matches(SORT))).hasSize(1);
            }
        }
    }

    @Test
    void what_is_queued_is_counted_from_an_index_in_its_order() {
        try (CallRoom room = CallRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Instant now = room.spine().clock().instant();
            NextLeads.fill(room.spine(), List.of(agent), NextLeads.zones(8), 6_000, now);
            for (ClaimStore.Source owner : ClaimStore.Source.values()) {
                List<String> plan =
                        room.spine().database().read(tx -> NextLeads.countPlan(tx, owner, agent));

                assertThat(plan)
                        .anyMatch(line -> line.contains("leads_to_"))
                        .noneMatch(line -> line.matches(SCAN))
                        .noneMatch(line -> line.matches(SORT));
            }
        }
    }
}
