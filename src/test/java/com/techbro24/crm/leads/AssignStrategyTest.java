package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.leads.AssignStrategy.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignStrategyTest {
    @Test
    void round_robin_takes_who_has_waited_longest() {
        assertThat(
                        AssignStrategy.ROUND_ROBIN.choose(
                                List.of(
                                        new Candidate("a", null, 0, 7),
                                        new Candidate("b", null, 9, 5),
                                        new Candidate("c", null, 0, 6))))
                .contains("b");
    }

    @Test
    void least_loaded_takes_the_fewest_open_leads_and_among_equals_who_has_waited_longest() {
        assertThat(
                        AssignStrategy.LEAST_LOADED.choose(
                                List.of(
                                        new Candidate("a", null, 2, 1),
                                        new Candidate("b", null, 1, 9),
                                        new Candidate("c", null, 1, 8))))
                .contains("c");
    }

    @Test
    void who_has_no_room_is_passed_over() {
        List<Candidate> candidates =
                List.of(new Candidate("a", 3, 3, 0), new Candidate("b", 0, 0, 0));
        for (AssignStrategy strategy : AssignStrategy.values()) {
            assertThat(strategy.choose(candidates)).isEmpty();
        }
    }
}
