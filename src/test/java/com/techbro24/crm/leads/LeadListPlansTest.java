package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A page of leads costs what it shows, in every order and by every filter. */
@ParameterizedClass
@EnumSource
record LeadListPlansTest(TestDatabase kind) {
    private static final int LEADS = 3_000;
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static final String FOLLOW_UP = LeadColumns.FOLLOW_UP_IN_ORDER;

    /** What a list is narrowed to and sorted by, with a value in that order. */
    private static final Map<String, List<String>> LISTS =
            Map.ofEntries(
                    Map.entry("leads_by_update", List.of("", "updated_at", "0")),
                    Map.entry("leads_by_creation", List.of("", "created_at", "0")),
                    Map.entry("leads_by_name", List.of("", "name_key", "''")),
                    Map.entry("leads_by_score", List.of("", "score", "0")),
                    Map.entry("leads_by_priority_rank", List.of("", "priority_rank", "0")),
                    Map.entry("leads_by_value", List.of("", "COALESCE(value, -1)", "-1")),
                    Map.entry("leads_by_follow_up", List.of("", FOLLOW_UP, "0")),
                    Map.entry(
                            "leads_by_agent",
                            List.of(" AND assigned_agent_id = 'AGENT'", "updated_at", "0")),
                    Map.entry(
                            "leads_by_agent_follow_up",
                            List.of(" AND assigned_agent_id = 'AGENT'", FOLLOW_UP, "0")),
                    Map.entry(
                            "leads_by_agent_status",
                            List.of(
                                    " AND assigned_agent_id = 'AGENT' AND status = 'new'",
                                    "updated_at",
                                    "0")),
                    Map.entry(
                            "leads_by_company",
                            List.of(" AND company_key = 'company 3'", "updated_at", "0")),
                    Map.entry(
                            "leads_by_source",
                            List.of(" AND source = 'Source 3'", "updated_at", "0")));

    @Test
    void every_order_of_a_list_is_an_index_read_from_where_the_last_page_ended() {
        try (LeadRoom room = new LeadRoom(kind)) {
            List<Agent> agents = fill(room);
            LISTS.forEach(
                    (index, list) -> {
                        // PostgreSQL may take another one where few of its rows are not wanted.
                        boolean isFree =
                                kind == TestDatabase.POSTGRESQL && !list.getFirst().isEmpty();
                        String expected = isFree ? "leads_by_" : index;
                        String agent = agents.getFirst().id();
                        String narrowed = list.getFirst().replace("AGENT", agent);
                        for (String direction : List.of("", " DESC")) {
                            String sql = page(narrowed, list.get(1), list.get(2), direction);
                            List<String> plan = room.spine.database().read(tx -> Plans.of(tx, sql));
                            assertThat(plan)
                                    .as(index + direction)
                                    .anyMatch(line -> line.contains(expected))
                                    .noneMatch(
                                            line ->
                                                    Plans.isScanOrSort(
                                                            line, room.spine.database().dialect()));
                        }
                    });
        }
    }

    private static List<Agent> fill(LeadRoom room) {
        List<Agent> agents = List.of(room.agent("north"), room.agent("south"), room.agent("west"));
        int _ =
                room.spine
                        .writer()
                        .<Integer>write(
                                tx -> {
                                    for (int number = 0; number < LEADS; number++) {
                                        LeadStore.insert(tx, lead(number, agents), null);
                                    }
                                    return tx.update("ANALYZE");
                                });
        return agents;
    }

    /** Each field spreads over few values, so that an index is worth its while. */
    private static Lead lead(int number, List<Agent> agents) {
        LeadCommand.Create command =
                Leads.lead()
                        .named("Lead " + number)
                        .assignedTo(agents.get(number % agents.size()).id())
                        .status(LeadStatus.values()[number % 4])
                        .with("company", "Company " + number % 5)
                        .with("source", "Source " + number % 5)
                        .command();
        return MadeLeads.of(command, Id.next(), NOON.plusSeconds(number));
    }

    /** A page that is not the first, as {@link LeadStore#list} asks for it. */
    private static String page(String narrowed, String column, String after, String direction) {
        return LeadColumns.SELECT
                + " WHERE deleted_at IS NULL"
                + narrowed
                + " AND (%1$s, row_number) %2$s (%3$s, 5) ORDER BY %1$s%4$s, row_number%4$s LIMIT 51"
                        .formatted(column, direction.isEmpty() ? ">" : "<", after, direction);
    }
}
