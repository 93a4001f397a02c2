package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.leads.AssignStrategy.Candidate;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignStrategyTest {
    @Test
    void round_robin_selects_the_oldest_last_assignment() {
        assertThat(
                        AssignStrategy.ROUND_ROBIN.choose(
                                List.of(
                                        new Candidate("a", null, true, 0, 7),
                                        new Candidate("b", null, true, 9, 5),
                                        new Candidate("c", null, true, 0, 6)),
                                false))
                .contains("b");
    }

    @Test
    void least_loaded_selects_the_fewest_open_leads_then_the_oldest_last_assignment() {
        assertThat(
                        AssignStrategy.LEAST_LOADED.choose(
                                List.of(
                                        new Candidate("a", null, true, 2, 1),
                                        new Candidate("b", null, true, 1, 9),
                                        new Candidate("c", null, true, 1, 8)),
                                false))
                .contains("c");
    }

    @Test
    void agents_at_capacity_are_skipped() {
        List<Candidate> candidates =
                List.of(new Candidate("a", 3, true, 3, 0), new Candidate("b", 0, true, 0, 0));
        for (AssignStrategy strategy : AssignStrategy.values()) {
            assertThat(strategy.choose(candidates, false)).isEmpty();
        }
    }

    @Test
    void agents_at_work_come_first_unless_all_are_at_capacity() {
        Candidate away = new Candidate("a", null, false, 0, 0);
        Candidate busy = new Candidate("b", 10, true, 9, 9);
        Candidate full = new Candidate("c", 10, true, 10, 0);
        for (AssignStrategy strategy : AssignStrategy.values()) {
            assertThat(strategy.choose(List.of(away, busy, full), false)).contains("b");
            assertThat(strategy.choose(List.of(away, full), false)).contains("a");
            assertThat(strategy.choose(List.of(away, full), true)).isEmpty();
        }
    }

    @Test
    void ten_thousand_leads_are_distributed_with_a_difference_of_one_at_most() {
        for (AssignStrategy strategy : AssignStrategy.values()) {
            for (int agents : List.of(1, 2, 7, 64)) {
                IntSummaryStatistics spread = shareOut(strategy, agents, 10_000);

                assertThat(spread.getSum()).isEqualTo(10_000);
                assertThat(spread.getMax() - spread.getMin()).isLessThanOrEqualTo(1);
            }
        }
    }

    /** The final number of leads per agent. */
    private static IntSummaryStatistics shareOut(AssignStrategy strategy, int agents, int leads) {
        List<Candidate> candidates = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
            candidates.add(new Candidate("agent " + agent, null, true, 0, 0));
        }
        for (int turn = 1; turn <= leads; turn++) {
            String chosen = strategy.choose(candidates, true).orElseThrow();
            long now = turn;
            candidates.replaceAll(
                    candidate ->
                            candidate.agentId().equals(chosen)
                                    ? new Candidate(
                                            chosen, null, true, candidate.openLeads() + 1, now)
                                    : candidate);
        }
        return candidates.stream().mapToInt(Candidate::openLeads).summaryStatistics();
    }
}
