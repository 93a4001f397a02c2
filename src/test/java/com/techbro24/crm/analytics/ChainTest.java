package com.techbro24.crm.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.techbro24.crm.base.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from the moves of leads, computed by hand. */
class ChainTest {
    private static final Instant NOW = Instant.parse("2026-03-04T09:00:00Z");

    private final Facts facts = new Facts("epoch", 0);
    private final List<String> agents = List.of(Id.next(), Id.next(), Id.next());

    /** So many leads that took this way, an hour in each stage. */
    private void leads(int count, String... stages) {
        for (int index = 0; index < count; index++) {
            Instant at = NOW.minusSeconds(10 * 86_400);
            int lead = facts.leads().add(Id.next(), Facts.second(at));
            String agent = agents.get(index % agents.size());
            int number = facts.agents().number(agent);
            facts.leads().describe(lead, false, number, 0, 10_000L, 0, true);
            for (String stage : stages) {
                facts.enter(lead, stage, agent, at);
                at = at.plusSeconds(3_600);
            }
        }
    }

    private void history() {
        leads(45, "new", "contacted", "converted");
        leads(15, "new", "contacted", "lost");
        leads(40, "new", "lost");
    }

    private Scope everyone() {
        return Scope.everyone(facts.agents());
    }

    @Test
    void the_way_of_others_tells_how_likely_a_lead_is_won() {
        history();
        Chain chain = Chain.of(facts, everyone(), NOW);
        // 45 of 100 were won; thirty more moves of each stage end like that.
        assertThat(chain.winProbability(Stage.CONTACTED)).isCloseTo(0.65, within(1e-9));
        assertThat(chain.winProbability(Stage.NEW))
                .isCloseTo((60 * 0.65 + 30 * 0.45) / 130, within(1e-9));
        assertThat(chain.winProbability(Stage.NEGOTIATION)).isCloseTo(0.45, within(1e-9));
        assertThat(chain.winProbability(Stage.CONVERTED)).isEqualTo(1);
        assertThat(chain.winProbability(Stage.LOST)).isZero();
        assertThat(chain.winProbabilityAfter(Stage.NEW)).isCloseTo(0.65, within(1e-9));
        assertThat(chain.slowSeconds(Stage.NEW)).isEqualTo(3_600);
    }

    @Test
    void without_moves_everything_is_open() {
        leads(1, "new");
        Chain chain = Chain.of(facts, everyone(), NOW);
        assertThat(chain.winProbability(Stage.NEW)).isCloseTo(0.5, within(1e-9));
        assertThat(chain.slowSeconds(Stage.NEW)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_bottleneck_is_the_stage_that_costs_the_most_won_leads() {
        history();
        FunnelReport funnel = funnel();
        assertThat(funnel.leads()).isEqualTo(100);
        Bottleneck bottleneck = funnel.bottleneck();
        assertThat(bottleneck.stage()).isEqualTo(Stage.NEW);
        assertThat(bottleneck.kind()).isEqualTo(Bottleneck.Kind.LOSES);
        assertThat(bottleneck.lost()).isEqualTo(40);
        // 40 × 0.65; in contacted it is 15 × 1.
        assertThat(bottleneck.lostWins()).isEqualByComparingTo("26.0");
        FunnelReport.Step contacted = funnel.stages().get(Stage.CONTACTED.ordinal());
        assertThat(contacted.stepConversion()).isEqualByComparingTo("0.75");
        assertThat(contacted.cumulativeConversion()).isEqualByComparingTo("0.6");
        assertThat(contacted.medianDwellSeconds()).isEqualTo(3_600);
    }

    @Test
    void a_few_leads_have_no_bottleneck() {
        leads(20, "new", "lost");
        assertThat(funnel().bottleneck().kind()).isEqualTo(Bottleneck.Kind.TOO_FEW);
    }

    @Test
    void the_forecast_is_the_sum_of_what_is_likely() {
        history();
        leads(10, "new", "contacted");
        PipelineReport pipeline = PipelineReport.of(facts, everyone(), NOW);
        PipelineReport.Line contacted = pipeline.stages().get(Stage.CONTACTED.ordinal());
        assertThat(contacted.leads()).isEqualTo(10);
        assertThat(contacted.slow()).isEqualTo(10);
        assertThat(contacted.ages().upTo14Days()).isEqualTo(10);
        double expected = 10 * contacted.winProbability().doubleValue();
        assertThat(pipeline.forecast().wins().doubleValue()).isCloseTo(expected, within(0.05));
        assertThat(pipeline.forecast().low()).isLessThan(pipeline.forecast().wins());
        assertThat(pipeline.forecast().high()).isGreaterThan(pipeline.forecast().wins());
    }

    private FunnelReport funnel() {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        Period period = Period.ofDays(today.minusDays(30), today.plusDays(1), ZoneOffset.UTC);
        return FunnelReport.of(facts, period, everyone(), FunnelReport.Mode.PERIOD, NOW);
    }
}
