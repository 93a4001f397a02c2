package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadAssignmentTest {
    private static final String ROUND_ROBIN = "\"strategy\":\"round_robin\"";
    private static final String LEAST_LOADED = "\"strategy\":\"least_loaded\"";

    @Parameter TestDatabase kind;
    LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void exactly_one_of_agent_and_strategy_is_accepted() {
        Lead lead = room.lead(with -> with);
        for (String neither : List.of("", "\"agentId\":null," + ROUND_ROBIN)) {
            assertThat(room.refusal(LeadCommand.ASSIGN, room.admin, lead.id(), neither).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void an_unknown_agent_is_reported_under_its_input_field() {
        Lead lead = room.lead(with -> with);
        Map.of(LeadCommand.ASSIGN, "agentId", LeadCommand.UPDATE, "assignedAgentId")
                .forEach(
                        (type, field) -> {
                            String input = "\"%s\":\"%s\"".formatted(field, Id.next());
                            Problem refused = room.refusal(type, room.admin, lead.id(), input);
                            assertThat(refused.status()).isEqualTo(422);
                            assertThat(String.valueOf(refused.members().get("errors")))
                                    .contains("field=" + field);
                        });
    }

    @Test
    void both_strategies_distribute_a_thousand_leads_evenly() {
        for (String strategy : List.of(ROUND_ROBIN, LEAST_LOADED)) {
            String team = strategy.equals(ROUND_ROBIN) ? "north" : "south";
            Agent manager = room.manager(team);
            for (int count = 0; count < 7; count++) {
                var _ = room.agent(team);
            }
            for (int count = 0; count < 500; count++) {
                Lead lead = Leads.lead().in(room.spine);
                var _ = room.execute(LeadCommand.ASSIGN, manager, lead.id(), strategy);
            }
            IntSummaryStatistics spread = spread(team);
            assertThat(spread.getCount()).isEqualTo(7);
            assertThat(spread.getSum()).isEqualTo(500);
            assertThat(spread.getMax() - spread.getMin()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void without_free_capacity_the_lead_waits_in_the_backlog() {
        Agent full = Agents.agent().team("north").capacity(1).in(room.spine);
        Agent manager = room.manager("north");
        Agent disabled = Agents.agent().team("north").disabled().in(room.spine);
        Lead first = room.lead(with -> with);
        Lead second = room.lead(with -> with);
        var _ = room.execute(LeadCommand.ASSIGN, manager, first.id(), ROUND_ROBIN);
        assertThat(room.get(full, first.id())).isNotNull();
        var _ = room.execute(LeadCommand.ASSIGN, manager, second.id(), LEAST_LOADED);
        assertThat(room.get(manager, second.id()).assignedAgentId()).isNull();
        assertThat(room.get(manager, second.id()).backlogSince()).isNotNull();

        var _ = room.execute(LeadCommand.SET_STATUS, full, first.id(), "\"status\":\"converted\"");
        var _ = room.execute(LeadCommand.ASSIGN, manager, second.id(), LEAST_LOADED);
        assertThat(room.get(full, second.id()).backlogSince()).isNull();
        assertThat(room.ids(room.all().assignedTo(disabled.id()))).isEmpty();
    }

    @Test
    void the_count_of_open_leads_follows_every_change() {
        List<Agent> agents = List.of(room.agent("north"), room.agent("north"), room.agent("south"));
        Random random = new Random(7);
        List<Lead> leads = new ArrayList<>();
        for (int count = 0; count < 20; count++) {
            Agent agent = agents.get(random.nextInt(agents.size()));
            leads.add(count % 4 == 0 ? room.lead(with -> with) : room.leadOf(agent));
        }
        for (int count = 0; count < 200; count++) {
            change(random, leads.get(random.nextInt(leads.size())), agents);
        }

        assertThat(numbers("SELECT agent_id, open_leads FROM lead_loads WHERE open_leads <> 0"))
                .isEqualTo(
                        numbers(
                                "SELECT assigned_agent_id, COUNT(*) FROM leads WHERE deleted_at IS NULL"
                                        + " AND assigned_agent_id IS NOT NULL"
                                        + " AND status_category IN ('open', 'working')"
                                        + " GROUP BY assigned_agent_id"));
    }

    private void change(Random random, Lead lead, List<Agent> agents) {
        String id = lead.id();
        Agent agent = agents.get(random.nextInt(agents.size()));
        try {
            var _ =
                    switch (random.nextInt(6)) {
                        case 0 -> room.execute(LeadCommand.DELETE, room.admin, id, "");
                        case 1 -> room.execute(LeadCommand.RESTORE, room.admin, id, "");
                        case 2 ->
                                room.execute(
                                        LeadCommand.ASSIGN, room.admin, id, "\"agentId\":null");
                        case 3 ->
                                room.execute(
                                        LeadCommand.ASSIGN,
                                        room.admin,
                                        id,
                                        "\"agentId\":\"" + agent.id() + "\"");
                        case 4 ->
                                room.execute(
                                        LeadCommand.SET_STATUS,
                                        room.admin,
                                        id,
                                        "\"status\":\"nurture\"");
                        default ->
                                room.execute(
                                        LeadCommand.SET_STATUS,
                                        room.admin,
                                        id,
                                        "\"status\":\"contacted\"");
                    };
        } catch (Problem refused) {
            // Some of these transitions are refused; only successful ones are counted.
            assertThat(refused.status()).isIn(409, 410);
        }
    }

    private IntSummaryStatistics spread(String team) {
        return room
                .spine
                .database()
                .read(
                        tx ->
                                tx.list(
                                        "SELECT COUNT(*) FROM leads JOIN accounts ON accounts.agent_id ="
                                                + " assigned_agent_id WHERE team = ? GROUP BY agent_id",
                                        Row::integer,
                                        team))
                .stream()
                .mapToInt(Integer::intValue)
                .summaryStatistics();
    }

    private Map<String, Integer> numbers(String sql) {
        Map<String, Integer> numbers = new TreeMap<>();
        room.spine
                .database()
                .read(tx -> tx.list(sql, row -> Map.entry(row.text(), row.integer())))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }
}
