package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How leads moved through the stages.
 *
 * @param mode which entries count
 * @param leads how many leads entered a stage from new to converted
 * @param team the rates of the agent's team, where at least three agents share in them; null
 *     without an agent
 */
public record FunnelReport(
        Range range,
        Whose scope,
        AsOf asOf,
        Mode mode,
        long leads,
        List<Step> stages,
        Bottleneck bottleneck,
        @Nullable List<TeamStep> team) {
    /** Which entries into stages count. */
    public enum Mode {
        /** Those made in the period, for the agent of that time. */
        PERIOD,
        /** All those of the leads created in the period, for the leads' agents of today. */
        COHORT
    }

    /**
     * A stage. Each entry is advanced, lost, moved back or still there: {@code entered} is the sum
     * of the four.
     *
     * @param entered how often a lead entered it
     * @param advanced left for a later stage, also past the next one
     * @param lost left for lost or unqualified
     * @param movedBack left for an earlier stage, or for nurture
     * @param paused the part of movedBack that left for nurture
     * @param stillThere not left yet
     * @param stepConversion advanced ÷ entered
     * @param reached leads that entered it or a later stage on the line; null off the line
     * @param cumulativeConversion reached ÷ leads
     * @param medianDwellSeconds the median time of those who left, by nearest rank
     */
    public record Step(
            Stage stage,
            long entered,
            long advanced,
            long lost,
            long movedBack,
            long paused,
            long stillThere,
            @Nullable BigDecimal stepConversion,
            @Nullable Long reached,
            @Nullable BigDecimal cumulativeConversion,
            @Nullable Long medianDwellSeconds) {}

    /**
     * A stage in the agent's team.
     *
     * @param stepConversion of those that entered the stage, the part that advanced
     * @param cumulativeConversion of all leads, the part that reached the stage
     * @param medianDwellSeconds the median time in the stage
     */
    public record TeamStep(
            Stage stage,
            @Nullable BigDecimal stepConversion,
            @Nullable BigDecimal cumulativeConversion,
            @Nullable Long medianDwellSeconds) {}

    static FunnelReport of(Facts facts, Period period, Scope scope, Mode mode, Instant now) {
        FunnelCount count = FunnelCount.of(facts, period, scope, mode, now);
        return new FunnelReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                mode,
                count.leads(),
                count.steps(),
                Bottleneck.of(count, facts, scope, now),
                scope.isOneAgent() ? team(facts, period, scope, mode, now) : null);
    }

    private static @Nullable List<TeamStep> team(
            Facts facts, Period period, Scope scope, Mode mode, Instant now) {
        int team = facts.agents().agent(scope.agent()).team();
        if (team == 0) {
            return null;
        }
        Scope all = Scope.team(facts.agents(), team);
        FunnelCount count = FunnelCount.of(facts, period, all, mode, now);
        if (count.agents() < TeamAverages.AGENTS_MIN) {
            return null;
        }
        List<TeamStep> steps = new ArrayList<>();
        for (Step step : count.steps()) {
            steps.add(
                    new TeamStep(
                            step.stage(),
                            step.stepConversion(),
                            step.cumulativeConversion(),
                            step.medianDwellSeconds()));
        }
        return steps;
    }
}
