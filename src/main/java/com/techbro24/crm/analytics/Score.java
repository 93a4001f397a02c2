package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How an agent does beside its team, from 0 to 100; 50 is the team's average and 100 twice that. A
 * part without data, or without a baseline, drops out, and the weights of the others grow.
 *
 * @param value null where no part has data
 * @param lowSample whether the parts rest on little data
 * @param baseline whether the parts are compared with the team or with all agents
 */
public record Score(
        @Nullable BigDecimal value, boolean lowSample, Baseline baseline, List<Part> parts) {
    private static final double CONFIDENCE_MIN = 0.5;
    private static final double AVERAGE_POINTS = 50;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** With whom an agent is compared. */
    public enum Baseline {
        TEAM,
        EVERYONE,
        /** Fewer than three agents did anything, so there is no average to compare with. */
        NONE
    }

    /**
     * One part of the score.
     *
     * @param weight out of 100
     * @param value the agent's own rate; null without a sample
     * @param sample the denominator of the rate
     * @param shrunk the rate, moved towards the baseline where the sample is small
     * @param baseline the rate of all compared agents together
     * @param points from 0 to 100
     * @param confidence from 0 to 1
     */
    public record Part(
            String name,
            int weight,
            @Nullable BigDecimal value,
            BigDecimal sample,
            @Nullable BigDecimal shrunk,
            @Nullable BigDecimal baseline,
            @Nullable BigDecimal points,
            BigDecimal confidence) {}

    /**
     * @param sample the denominator
     * @param prior how large a sample weighs as much as the baseline
     */
    private record Measure(
            String name,
            int weight,
            double prior,
            ToDoubleFunction<Tally> sum,
            ToDoubleFunction<Tally> sample) {}

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure(
                            "conversion",
                            30,
                            20,
                            tally -> tally.conversions,
                            tally -> tally.conversions + tally.losses),
                    new Measure(
                            "success", 20, 40, tally -> tally.successes, tally -> tally.contacts),
                    new Measure(
                            "reach",
                            15,
                            60,
                            tally -> tally.outboundContacts,
                            tally -> tally.outbound),
                    new Measure(
                            "activity",
                            15,
                            10,
                            tally -> tally.outbound,
                            tally -> tally.workMillis() / MILLIS_PER_HOUR),
                    new Measure("followUp", 15, 15, tally -> tally.followUpsKept, Tally::followUps),
                    new Measure(
                            "speed",
                            5,
                            10,
                            tally -> tally.calledSoon,
                            tally -> tally.leadsCreated));

    /**
     * @param team the tallies of the agent's team
     * @param everyone the tallies of all agents
     */
    static Score of(Tally own, List<Tally> team, List<Tally> everyone) {
        Tally teamSums = share(team);
        Tally all = share(everyone);
        Baseline kind =
                teamSums != null ? Baseline.TEAM : all != null ? Baseline.EVERYONE : Baseline.NONE;
        List<Part> parts = new ArrayList<>();
        double points = 0;
        double weights = 0;
        double confidence = 0;
        for (Measure measure : MEASURES) {
            Part part = part(measure, own, teamSums, all);
            parts.add(part);
            if (part.points() != null) {
                points += measure.weight * part.points().doubleValue();
                confidence += measure.weight * part.confidence().doubleValue();
                weights += measure.weight;
            }
        }
        return new Score(
                weights == 0 ? null : rounded(points / weights, 1),
                weights == 0 || confidence / weights < CONFIDENCE_MIN,
                kind,
                parts);
    }

    /** The sum, where enough agents share in it. */
    private static @Nullable Tally share(List<Tally> agents) {
        long busy = agents.stream().filter(tally -> !tally.isIdle()).count();
        return busy < TeamAverages.AGENTS_MIN ? null : Tally.sum(agents);
    }

    private static Part part(
            Measure measure, Tally own, @Nullable Tally team, @Nullable Tally everyone) {
        double sample = measure.sample.applyAsDouble(own);
        boolean small = team == null || measure.sample.applyAsDouble(team) < 5 * measure.prior;
        Tally compared = small && everyone != null ? everyone : team;
        double whole = compared == null ? 0 : measure.sample.applyAsDouble(compared);
        double base = whole == 0 ? 0 : measure.sum.applyAsDouble(compared) / whole;
        double confidence = sample / (sample + measure.prior);
        if (sample == 0 || base == 0) {
            return new Part(
                    measure.name,
                    measure.weight,
                    null,
                    rounded(sample, 2),
                    null,
                    whole == 0 ? null : rounded(base, 4),
                    null,
                    rounded(0, 4));
        }
        double sum = measure.sum.applyAsDouble(own);
        double shrunk = (sum + measure.prior * base) / (sample + measure.prior);
        return new Part(
                measure.name,
                measure.weight,
                rounded(sum / sample, 4),
                rounded(sample, 2),
                rounded(shrunk, 4),
                rounded(base, 4),
                rounded(AVERAGE_POINTS * Math.min(2, shrunk / base), 1),
                rounded(confidence, 4));
    }

    private static BigDecimal rounded(double number, int places) {
        return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP);
    }
}
