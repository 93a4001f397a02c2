package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random merges of random leads, calls and reminders keep the totals. */
@ParameterizedClass
@EnumSource
class LeadMergeTotalsTest {
    private static final int LEADS = 12;
    private static final int MERGES = 8;

    @Parameter TestDatabase kind = TestDatabase.SQLITE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void merging_in_any_order_loses_nothing(long seed) {
        Random random = new Random(seed);
        try (LeadLifecycle life = LeadLifecycle.open(kind)) {
            List<Agent> agents =
                    List.of(Agents.agent().in(life.spine()), Agents.agent().in(life.spine()));
            List<Lead> leads = leads(random, agents, life);
            Map<String, Object> before = totals(life);
            Set<Long> timelines = timelines(leads, life);

            for (int merge = 0; merge < MERGES; merge++) {
                Lead winner = leads.get(random.nextInt(leads.size()));
                Lead loser = leads.get(random.nextInt(leads.size()));
                if (!winner.id().equals(loser.id())) {
                    leads.remove(loser);
                    var _ = life.merge(life.admin(), winner, loser);
                }
            }

            assertThat(totals(life)).isEqualTo(before);
            assertThat(timelines(leads, life)).containsAll(timelines);
            assertThat(life.spine().count(ELSEWHERE)).isZero();
            for (Agent agent : agents) {
                assertThat(life.spine().count(LOAD, agent.id()))
                        .isEqualTo(life.spine().count(OPEN, agent.id()));
            }
        }
    }

    private static final String LOAD = "SELECT open_leads FROM lead_loads WHERE agent_id = ?";
    private static final String OPEN =
            "SELECT COUNT(*) FROM leads WHERE assigned_agent_id = ? AND deleted_at IS NULL"
                    + " AND status_category IN ('open', 'working')";

    /** Calls and reminders of deleted leads. */
    private static final String ELSEWHERE =
            "SELECT (SELECT COUNT(*) FROM calls JOIN leads ON leads.id = calls.lead_id"
                    + " WHERE leads.deleted_at IS NOT NULL) + (SELECT COUNT(*) FROM lead_reminders"
                    + " JOIN leads ON leads.id = lead_reminders.lead_id"
                    + " WHERE leads.deleted_at IS NOT NULL)";

    private static List<Lead> leads(Random random, List<Agent> agents, LeadLifecycle life) {
        List<Lead> leads = new ArrayList<>();
        for (int index = 0; index < LEADS; index++) {
            Agent agent = agents.get(random.nextInt(agents.size()));
            Lead lead =
                    Leads.lead()
                            .with("tags", List.of("tag" + random.nextInt(5)))
                            .with("notes", "note " + index)
                            .assignedTo(agent.id())
                            .in(life.spine());
            leads.add(lead);
            for (int call = random.nextInt(3); call > 0; call--) {
                var _ = life.call(agent, lead);
            }
            for (int reminder = random.nextInt(3); reminder > 0; reminder--) {
                String id = life.reminder(agent, lead);
                if (random.nextBoolean()) {
                    var _ = life.run(agent, "reminder.complete", "{'id':'" + id + "'}");
                }
            }
        }
        return leads;
    }

    private static Map<String, Object> totals(LeadLifecycle life) {
        Map<String, Object> totals = new LinkedHashMap<>();
        for (String sql :
                List.of(
                        "SELECT COUNT(*) FROM calls WHERE deleted_at IS NULL",
                        "SELECT SUM(duration_seconds) FROM calls",
                        "SELECT COUNT(*) FROM lead_reminders WHERE status = 'pending'",
                        "SELECT COUNT(*) FROM lead_reminders WHERE status = 'completed'",
                        "SELECT SUM(call_attempts) FROM leads WHERE deleted_at IS NULL")) {
            totals.put(sql, life.spine().count(sql));
        }
        totals.put(
                "tags",
                life.spine()
                        .texts(
                                "SELECT DISTINCT tag_key FROM lead_tags JOIN leads"
                                        + " ON row_number = lead_row WHERE deleted_at IS NULL"
                                        + " ORDER BY tag_key"));
        totals.put(
                "notes",
                life.spine().texts("SELECT notes FROM leads WHERE deleted_at IS NULL").stream()
                        .flatMap(notes -> notes.lines().filter(line -> !line.isEmpty()))
                        .collect(Collectors.toCollection(HashSet::new)));
        return totals;
    }

    /** All timeline entries of the leads, by their seq. */
    private static Set<Long> timelines(List<Lead> leads, LeadLifecycle life) {
        Set<Long> timelines = new HashSet<>();
        for (Lead lead : leads) {
            life.timeline(life.admin(), lead, new Paging(200, null, null, false))
                    .data()
                    .forEach(entry -> timelines.add(entry.seq()));
        }
        return timelines;
    }
}
