package com.techbro24.crm.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the entries into stages. */
final class FunnelCount {
    private static final int SIZE = Stage.ALL.length;
    private static final int LINE = Stage.CONVERTED.ordinal() + 1;

    private final long now;
    private final long[] entered = new long[SIZE];
    private final long[] advanced = new long[SIZE];
    private final long[] lost = new long[SIZE];
    private final long[] paused = new long[SIZE];
    private final long[] there = new long[SIZE];
    private final Percentiles[] dwell = new Percentiles[SIZE];

    /** How long the leads that are still in a stage have been there. */
    private final Percentiles[] ages = new Percentiles[SIZE];

    /** The furthest stage on the line of each lead, plus one; 0 for none. */
    private final byte[] furthest;

    private final BitSet agents = new BitSet();
    private final long[] reached = new long[LINE];

    private FunnelCount(int leads, long now) {
        this.now = now;
        furthest = new byte[leads + 1];
        for (int stage = 0; stage < SIZE; stage++) {
            dwell[stage] = new Percentiles();
            ages[stage] = new Percentiles();
        }
    }

    static FunnelCount of(
            Facts facts, Period period, Scope scope, FunnelReport.Mode mode, Instant now) {
        LeadFacts leads = facts.leads();
        StayFacts stays = leads.stays();
        FunnelCount count = new FunnelCount(leads.size(), Facts.second(now));
        for (int stay = 1; stay <= stays.size(); stay++) {
            int lead = stays.lead(stay);
            boolean isMeant =
                    switch (mode) {
                        case PERIOD ->
                                period.has(stays.entered(stay))
                                        && scope.has(stays.agent(stay), stays.entered(stay));
                        case COHORT ->
                                period.has(leads.created(lead)) && scope.hasNow(leads.agent(lead));
                    };
            if (isMeant && !leads.isDeleted(lead)) {
                int agent =
                        mode == FunnelReport.Mode.PERIOD ? stays.agent(stay) : leads.agent(lead);
                count.add(stays, stay, agent);
            }
        }
        for (byte stage : count.furthest) {
            for (int index = 0; index < stage; index++) {
                count.reached[index]++;
            }
        }
        return count;
    }

    private void add(StayFacts stays, int stay, int agent) {
        int stage = stays.stage(stay);
        entered[stage]++;
        if (agent != 0) {
            agents.set(agent);
        }
        if (stage < LINE) {
            int lead = stays.lead(stay);
            furthest[lead] = (byte) Math.max(furthest[lead], stage + 1);
        }
        if (stays.isOpen(stay)) {
            there[stage]++;
            ages[stage].add(Math.max(0, now - stays.entered(stay)));
            return;
        }
        Stage next = Stage.ALL[stays.next(stay)];
        advanced[stage] += Stage.ALL[stage].advancesTo(next) ? 1 : 0;
        lost[stage] += next.isLoss() ? 1 : 0;
        paused[stage] += next == Stage.NURTURE ? 1 : 0;
        dwell[stage].add(Math.max(0, stays.left(stay) - stays.entered(stay)));
    }

    /** How many leads entered a stage on the line. */
    long leads() {
        return reached[0];
    }

    /** How many agents share in it. */
    int agents() {
        return agents.cardinality();
    }

    long entered(Stage stage) {
        return entered[stage.ordinal()];
    }

    long lost(Stage stage) {
        return lost[stage.ordinal()];
    }

    long settled(Stage stage) {
        return entered[stage.ordinal()] - there[stage.ordinal()];
    }

    /** How many leads are there longer than that. */
    long thereLongerThan(Stage stage, long seconds) {
        return ages[stage.ordinal()].countAbove(seconds);
    }

    List<FunnelReport.Step> steps() {
        List<FunnelReport.Step> steps = new ArrayList<>();
        for (Stage stage : Stage.ALL) {
            steps.add(step(stage, stage.ordinal()));
        }
        return steps;
    }

    private FunnelReport.Step step(Stage stage, int at) {
        Long reachedIt = stage.isOnLine() ? (Long) reached[at] : null;
        return new FunnelReport.Step(
                stage,
                entered[at],
                advanced[at],
                lost[at],
                entered[at] - advanced[at] - lost[at] - there[at],
                paused[at],
                there[at],
                Rates.rate(advanced[at], entered[at]),
                reachedIt,
                reachedIt == null ? null : Rates.rate(reachedIt, leads()),
                median(at));
    }

    private @Nullable Long median(int stage) {
        return dwell[stage].of(50);
    }
}
