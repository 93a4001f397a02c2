package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.BitSet;

/**
 * How leads moved in the last 180 days, as an absorbing Markov chain: from each stage, how likely
 * is a lead won in the end, and how long does it stay?
 */
final class Chain {
    private static final long WINDOW_SECONDS = 180 * PackedDays.DAY_SECONDS;

    /** How many moves weigh as much as the prior; a stage with few moves stays close to it. */
    private static final double PRIOR = 30;

    private static final int SLOW_PERCENT = 90;
    private static final int SIZE = Stage.ALL.length;

    private final long[][] moves = new long[SIZE][SIZE];
    private final Percentiles[] dwell = new Percentiles[SIZE];
    private final long[] slow = new long[SIZE];
    private final double[] wins = new double[SIZE];

    private Chain() {}

    /** Of everyone's moves; of those of the scope where fewer than three agents made any. */
    static Chain of(Facts facts, Scope scope, Instant now) {
        Chain chain = new Chain();
        boolean isShared = isShared(facts, Facts.second(now));
        for (int stage = 0; stage < SIZE; stage++) {
            chain.dwell[stage] = new Percentiles();
        }
        long to = Facts.second(now);
        StayFacts stays = facts.leads().stays();
        for (int stay = 1; stay <= stays.size(); stay++) {
            long left = stays.left(stay);
            if (left <= to
                    && left > to - WINDOW_SECONDS
                    && !facts.leads().isDeleted(stays.lead(stay))
                    && (isShared || scope.has(stays.agent(stay), stays.entered(stay)))) {
                int stage = stays.stage(stay);
                chain.moves[stage][stays.next(stay)]++;
                chain.dwell[stage].add(Math.max(0, left - stays.entered(stay)));
            }
        }
        for (int stage = 0; stage < SIZE; stage++) {
            Long most = chain.dwell[stage].of(SLOW_PERCENT);
            chain.slow[stage] = most == null ? Long.MAX_VALUE : most;
        }
        chain.solve();
        return chain;
    }

    /** Of fewer agents, one could compute what another one did. */
    private static boolean isShared(Facts facts, long to) {
        BitSet agents = new BitSet();
        StayFacts stays = facts.leads().stays();
        for (int stay = stays.size(); stay > 0; stay--) {
            long left = stays.left(stay);
            if (left <= to
                    && left > to - WINDOW_SECONDS
                    && stays.agent(stay) != 0
                    && !facts.leads().isDeleted(stays.lead(stay))) {
                agents.set(stays.agent(stay));
                if (agents.cardinality() == TeamAverages.AGENTS_MIN) {
                    return true;
                }
            }
        }
        return false;
    }

    /** p = Q·p + r over the open stages, by elimination. */
    private void solve() {
        int open = 0;
        int[] rowOf = new int[SIZE];
        for (Stage stage : Stage.ALL) {
            rowOf[stage.ordinal()] = stage.isOpen() ? open++ : -1;
        }
        double prior = prior();
        double[][] system = new double[open][open + 1];
        for (Stage stage : Stage.ALL) {
            if (stage.isOpen()) {
                fill(system[rowOf[stage.ordinal()]], stage, rowOf, prior);
            }
        }
        double[] solution = eliminate(system);
        for (Stage stage : Stage.ALL) {
            int row = rowOf[stage.ordinal()];
            wins[stage.ordinal()] =
                    row >= 0 ? Math.clamp(solution[row], 0, 1) : stage == Stage.CONVERTED ? 1 : 0;
        }
    }

    /** The share of won leads among those that were won or lost. */
    private double prior() {
        long won = 0;
        long lost = 0;
        for (Stage from : Stage.ALL) {
            if (from.isOpen()) {
                for (Stage to : Stage.ALL) {
                    long count = moves[from.ordinal()][to.ordinal()];
                    won += to == Stage.CONVERTED ? count : 0;
                    lost += to.isLoss() ? count : 0;
                }
            }
        }
        return won + lost == 0 ? 0.5 : (double) won / (won + lost);
    }

    private void fill(double[] row, Stage from, int[] rowOf, double prior) {
        long[] counts = moves[from.ordinal()];
        double whole = PRIOR;
        for (long count : counts) {
            whole += count;
        }
        row[rowOf[from.ordinal()]] += 1;
        for (Stage to : Stage.ALL) {
            if (to.isOpen()) {
                row[rowOf[to.ordinal()]] -= counts[to.ordinal()] / whole;
            }
        }
        row[row.length - 1] = (counts[Stage.CONVERTED.ordinal()] + PRIOR * prior) / whole;
    }

    /** Gauss-Jordan; each row's own coefficient is the largest, so no rows are exchanged. */
    private static double[] eliminate(double[][] system) {
        int size = system.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int row = 0; row < size; row++) {
                double factor = system[row][pivot] / system[pivot][pivot];
                if (row != pivot && factor != 0) {
                    for (int column = pivot; column <= size; column++) {
                        system[row][column] -= factor * system[pivot][column];
                    }
                }
            }
        }
        double[] solution = new double[size];
        for (int row = 0; row < size; row++) {
            solution[row] = system[row][size] / system[row][row];
        }
        return solution;
    }

    /** How likely a lead in this stage is won in the end. */
    double winProbability(Stage stage) {
        return wins[stage.ordinal()];
    }

    /** How likely a lead that advances from this stage is won in the end. */
    double winProbabilityAfter(Stage stage) {
        double sum = 0;
        long count = 0;
        for (Stage to : Stage.ALL) {
            long moved = stage.advancesTo(to) ? moves[stage.ordinal()][to.ordinal()] : 0;
            sum += moved * wins[to.ordinal()];
            count += moved;
        }
        return count == 0 ? wins[stage.ordinal()] : sum / count;
    }

    /** The time within which nine of ten leads leave the stage; {@link Long#MAX_VALUE} unknown. */
    long slowSeconds(Stage stage) {
        return slow[stage.ordinal()];
    }

    static BigDecimal rounded(double number, int places) {
        return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP);
    }
}
