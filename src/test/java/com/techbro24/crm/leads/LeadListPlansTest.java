package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Plans;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A page of leads reads only its own rows, for every sort order and filter. */
@ParameterizedClass
@EnumSource
record LeadListPlansTest(TestDatabase kind) {
    private static final int LEADS = 3_000;
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static final String FOLLOW_UP = LeadColumns.FOLLOW_UP_IN_ORDER;

    private static final String OF_AGENT = " AND assigned_agent_id = 'AGENT'";

    /**
     * A list of leads.
     *
     * @param after a value of the sort key
     */
    private record Listed(String index, String narrowed, String column, String after) {}

    private static final List<Listed> LISTS =
            List.of(
                    new Listed("leads_by_update", "", "updated_at", "0"),
                    new Listed("leads_by_creation", "", "created_at", "0"),
                    new Listed("leads_by_name", "", "name_key", "''"),
                    new Listed("leads_by_score", "", "score", "0"),
                    new Listed("leads_by_priority", "", "priority_rank, updated_at", "0, 0"),
                    new Listed("leads_by_priority", " AND priority_rank = 1", "updated_at", "0"),
                    new Listed("leads_by_value", "", "COALESCE(value, -1)", "-1"),
                    new Listed("leads_by_follow_up", "", FOLLOW_UP, "0"),
                    new Listed("leads_by_agent", OF_AGENT, "updated_at", "0"),
                    new Listed("leads_by_agent_follow_up", OF_AGENT, FOLLOW_UP, "0"),
                    new Listed(
                            "leads_by_agent_status",
                            OF_AGENT + " AND status = 'new'",
                            "updated_at",
                            "0"),
                    new Listed(
                            "leads_by_company",
                            " AND company_key = 'company 3'",
                            "updated_at",
                            "0"),
                    new Listed("leads_by_source", " AND source = 'Source 3'", "updated_at", "0"));

    @Test
    void every_sort_order_pages_by_index() {
        try (LeadRoom room = new LeadRoom(kind)) {
            List<Agent> agents = fill(room);
            for (Listed list : LISTS) {
                // PostgreSQL may choose another index if the filter excludes few rows.
                boolean isFree = kind == TestDatabase.POSTGRESQL && !list.narrowed.isEmpty();
                String expected = isFree ? "leads_by_" : list.index;
                for (String direction : List.of("", " DESC")) {
                    String sql = page(list, direction).replace("AGENT", agents.getFirst().id());
                    List<String> plan = room.spine.database().read(tx -> Plans.of(tx, sql));
                    assertThat(plan)
                            .as(list.index + direction)
                            .anyMatch(line -> line.contains(expected))
                            .noneMatch(
                                    line ->
                                            Plans.isScanOrSort(
                                                    line, room.spine.database().dialect()));
                }
            }
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

    /** Each field has few values, so that an index is useful. */
    private static Lead lead(int number, List<Agent> agents) {
        LeadCommand.Create command =
                Leads.lead()
                        .named("Lead " + number)
                        .assignedTo(agents.get(number % agents.size()).id())
                        .status(LeadStatus.values()[number % 4])
                        .with("company", "Company " + number % 5)
                        .with("source", "Source " + number % 5)
                        .command();
        return SampleLeads.of(command, Id.next(), NOON.plusSeconds(number));
    }

    /** The query of {@link LeadStore#list} for a page after the first. */
    private static String page(Listed list, String direction) {
        String order = list.column.replace("priority_rank,", "priority_rank" + direction + ",");
        return LeadColumns.SELECT
                + " WHERE deleted_at IS NULL"
                + list.narrowed
                + " AND (%s, row_number) %s (%s, 5) ORDER BY %s%s, row_number%s LIMIT 51"
                        .formatted(
                                list.column,
                                direction.isEmpty() ? ">" : "<",
                                list.after,
                                order,
                                direction,
                                direction);
    }
}
