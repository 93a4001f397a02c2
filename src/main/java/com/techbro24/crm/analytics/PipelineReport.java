package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands in each stage now, for the leads' agents of today.
 *
 * @param nobody the leads without an agent, in all stages together; null for one agent
 * @param forecast how many of the open leads will be won
 */
public record PipelineReport(
        Whose scope, AsOf asOf, List<Line> stages, @Nullable Long nobody, Forecast forecast) {
    /**
     * A stage.
     *
     * @param leads how many leads are in it
     * @param withoutNextStep those without a time for the next contact
     * @param slow those that are in it longer than nine of ten leads stay
     * @param ages by the days since they entered it
     * @param winProbability how likely a lead in it is won; from all moves of the last 180 days
     * @param values per currency, never added up; leads without a value are left out
     */
    public record Line(
            Stage stage,
            long leads,
            long withoutNextStep,
            long slow,
            Ages ages,
            BigDecimal winProbability,
            List<Money> values) {}

    /**
     * How many leads are in a stage for how many whole days.
     *
     * @param upTo3Days leads that have been there for at most 3 days
     * @param upTo7Days for more than 3 and at most 7 days
     * @param upTo14Days for more than 7 and at most 14 days
     * @param upTo30Days for more than 14 and at most 30 days
     * @param longer for more than 30 days
     */
    public record Ages(
            long upTo3Days, long upTo7Days, long upTo14Days, long upTo30Days, long longer) {}

    /**
     * Values of leads in one currency.
     *
     * @param currency null for values without one
     * @param leads how many leads have a value in this currency
     * @param value the sum of their values
     * @param weighted each value × the probability that its lead is won
     */
    public record Money(
            @Nullable String currency, long leads, BigDecimal value, BigDecimal weighted) {}

    /**
     * The expected number of won leads, and where it lies in eight of ten cases.
     *
     * @param wins how many of the leads will be won, by the probability of their stages
     * @param low the low end of what is likely
     * @param high the high end of what is likely
     * @param values the expected values, per currency
     */
    public record Forecast(BigDecimal wins, BigDecimal low, BigDecimal high, List<Money> values) {}

    /** Eight of ten cases of a normal distribution lie within this many deviations. */
    private static final double DEVIATIONS = 1.28;

    private static final int[] AGES_MAX = {3, 7, 14, 30, Integer.MAX_VALUE};
    private static final int DECIMAL_PLACES = 4;

    /** The sums of a stage. */
    private static final class Sums {
        private long leads;
        private long withoutNextStep;
        private long slow;
        private final long[] ages = new long[AGES_MAX.length];
        private final TreeMap<Integer, long[]> values = new TreeMap<>();
    }

    static PipelineReport of(Facts facts, Scope scope, Instant now) {
        Chain chain = Chain.of(facts, scope, now);
        Sums[] sums = new Sums[Stage.ALL.length];
        for (int stage = 0; stage < sums.length; stage++) {
            sums[stage] = new Sums();
        }
        LeadFacts leads = facts.leads();
        long nobody = 0;
        for (int lead = 1; lead <= leads.size(); lead++) {
            if (!leads.isDeleted(lead)) {
                nobody += leads.agent(lead) == 0 ? 1 : 0;
                if (scope.hasNow(leads.agent(lead))) {
                    add(sums, leads, lead, chain, Facts.second(now));
                }
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Stage stage : Stage.ALL) {
            lines.add(line(stage, sums[stage.ordinal()], chain, facts.currencies()));
        }
        return new PipelineReport(
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                lines,
                scope.isOneAgent() ? null : (Long) nobody,
                forecast(lines));
    }

    private static void add(Sums[] all, LeadFacts leads, int lead, Chain chain, long now) {
        int stay = leads.lastStay(lead);
        int stage = leads.stays().stage(stay);
        long age = Math.max(0, now - leads.stays().entered(stay));
        Sums sums = all[stage];
        sums.leads++;
        sums.withoutNextStep += leads.hasNextStep(lead) ? 0 : 1;
        sums.slow += age > chain.slowSeconds(Stage.ALL[stage]) ? 1 : 0;
        int bin = 0;
        while (age / PackedDays.DAY_SECONDS > AGES_MAX[bin]) {
            bin++;
        }
        sums.ages[bin]++;
        if (leads.value(lead) != 0) {
            long[] value = sums.values.computeIfAbsent(leads.currency(lead), _ -> new long[2]);
            value[0]++;
            value[1] += leads.value(lead);
        }
    }

    private static Line line(Stage stage, Sums sums, Chain chain, Words currencies) {
        BigDecimal probability = Chain.rounded(chain.winProbability(stage), 4);
        List<Money> values = new ArrayList<>();
        sums.values.forEach(
                (currency, value) -> {
                    BigDecimal sum = BigDecimal.valueOf(value[1], DECIMAL_PLACES);
                    values.add(
                            new Money(
                                    currency == 0 ? null : currencies.word(currency),
                                    value[0],
                                    sum,
                                    Rates.money(sum.multiply(probability))));
                });
        return new Line(
                stage,
                sums.leads,
                sums.withoutNextStep,
                sums.slow,
                new Ages(sums.ages[0], sums.ages[1], sums.ages[2], sums.ages[3], sums.ages[4]),
                probability,
                values);
    }

    /** From the lines, so that it can be computed again by hand. */
    private static Forecast forecast(List<Line> lines) {
        double wins = 0;
        double variance = 0;
        long open = 0;
        TreeMap<String, Money> values = new TreeMap<>();
        for (Line line : lines) {
            if (line.stage().isOpen()) {
                double probability = line.winProbability().doubleValue();
                wins += line.leads() * probability;
                variance += line.leads() * probability * (1 - probability);
                open += line.leads();
                line.values()
                        .forEach(
                                money ->
                                        values.merge(
                                                String.valueOf(money.currency()),
                                                money,
                                                PipelineReport::plus));
            }
        }
        double band = DEVIATIONS * Math.sqrt(variance);
        return new Forecast(
                Chain.rounded(wins, 1),
                Chain.rounded(Math.max(0, wins - band), 1),
                Chain.rounded(Math.min(open, wins + band), 1),
                List.copyOf(values.values()));
    }

    private static Money plus(Money one, Money other) {
        return new Money(
                one.currency(),
                one.leads() + other.leads(),
                one.value().add(other.value()),
                one.weighted().add(other.weighted()));
    }
}
