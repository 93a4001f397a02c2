package com.techbro24.crm.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores and trends, computed by hand. */
class ScoreTest {
    /** An agent with 100 outgoing calls, of which so many reached somebody. */
    private static Tally agent(long contacts, long successes, long won, long lost) {
        Tally tally = new Tally();
        tally.calls = 100;
        tally.outbound = 100;
        tally.contacts = contacts;
        tally.outboundContacts = contacts;
        tally.successes = successes;
        tally.conversions = won;
        tally.losses = lost;
        tally.statusMillis[WorkState.AVAILABLE.ordinal()] = 10 * 3_600_000L;
        return tally;
    }

    private static Score.Part part(Score score, String name) {
        return score.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_agent_like_its_team_has_fifty() {
        List<Tally> team = List.of(agent(30, 9, 5, 15), agent(30, 9, 5, 15), agent(30, 9, 5, 15));
        Score score = Score.of(team.getFirst(), team, team);
        assertThat(score.value()).isEqualByComparingTo("50");
        assertThat(score.baseline()).isEqualTo(Score.Baseline.TEAM);
    }

    @Test
    void a_small_sample_is_shrunk_towards_the_team() {
        Tally lucky = agent(30, 9, 2, 0);
        List<Tally> team = List.of(lucky, agent(30, 9, 20, 60), agent(30, 9, 20, 60));
        Score.Part conversion = part(Score.of(lucky, team, team), "conversion");
        // All won, but of two: (2 + 20 × 42/162) ÷ 22, where the team has 42/162.
        assertThat(conversion.value()).isEqualByComparingTo("1");
        assertThat(conversion.baseline()).isEqualByComparingTo("0.2593");
        assertThat(conversion.shrunk()).isEqualByComparingTo("0.3266");
        assertThat(conversion.points()).isEqualByComparingTo("63.0");
        assertThat(conversion.confidence()).isEqualByComparingTo("0.0909");
    }

    @Test
    void a_part_without_data_drops_out() {
        Tally own = agent(30, 9, 0, 0);
        List<Tally> team = List.of(own, agent(30, 9, 5, 15), agent(30, 9, 5, 15));
        Score score = Score.of(own, team, team);
        assertThat(part(score, "conversion").points()).isNull();
        assertThat(part(score, "followUp").points()).isNull();
        assertThat(score.value()).isEqualByComparingTo("50");
    }

    @Test
    void two_agents_have_no_average_and_no_score() {
        Tally own = agent(30, 9, 5, 15);
        List<Tally> team = List.of(own, agent(10, 3, 1, 19), new Tally());
        Score score = Score.of(own, team, team);
        assertThat(score.value()).isNull();
        assertThat(score.baseline()).isEqualTo(Score.Baseline.NONE);
        assertThat(score.parts()).allSatisfy(part -> assertThat(part.baseline()).isNull());
        assertThat(TeamAverages.of("north", team)).isNull();
    }

    @Test
    void a_trend_counts_only_outside_of_its_band() {
        assertThat(calls(120, 100).direction()).isEqualTo(Trend.Direction.FLAT);
        assertThat(calls(130, 100).direction()).isEqualTo(Trend.Direction.UP);
        assertThat(calls(70, 100).direction()).isEqualTo(Trend.Direction.DOWN);
        assertThat(calls(9, 1).direction()).isEqualTo(Trend.Direction.INSUFFICIENT);
        // 1.64 × √230
        assertThat(calls(130, 100).band()).isEqualByComparingTo("24.9");
    }

    private static Trend calls(long now, long before) {
        Tally current = new Tally();
        current.calls = now;
        Tally former = new Tally();
        former.calls = before;
        return java.util.Objects.requireNonNull(Trend.all(current, former).get("calls"));
    }
}
