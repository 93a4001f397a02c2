package com.techbro24.crm.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ByIdsTest {
    private static final String WHERE = " WHERE deleted_at IS NULL AND assigned_agent_id = ?";

    @ParameterizedTest
    @EnumSource
    void rows_are_found_by_id_and_not_by_another_condition(TestDatabase kind) {
        try (CallRoom room = CallRoom.open(kind)) {
            String ann = Agents.agent().in(room.spine()).id();
            String ben = Agents.agent().in(room.spine()).id();
            String hers = Leads.lead().assignedTo(ann).in(room.spine()).id();
            String his = Leads.lead().assignedTo(ben).in(room.spine()).id();
            String sql = ByIds.sql("SELECT id FROM leads", "id", 3, WHERE);
            Database database = room.spine().database();

            List<String> found =
                    database.read(tx -> tx.list(sql, Row::text, hers, his, "none", ann));
            assertThat(found).containsExactly(hers);

            String filled = sql.replace("?", "'" + hers + "'");
            List<String> plan = database.read(tx -> Plans.of(tx, filled));
            assertThat(plan)
                    .as(filled)
                    .noneMatch(line -> line.contains("assigned_agent_id="))
                    .noneMatch(line -> line.contains("leads_by_agent"));
            if (kind == TestDatabase.SQLITE) {
                assertThat(plan)
                        .anyMatch(line -> line.matches("SEARCH leads USING .*\\(id=\\?\\)"));
            }
        }
    }
}
