package com.techbro24.crm.analytics;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Growing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that costs the most won leads, if one stands out.
 *
 * @param stage null where none stands out
 * @param kind what happens there
 * @param entered leads that entered the stage
 * @param lost leads that were lost from there
 * @param stuck leads that are there longer than nine of ten leads stay
 * @param lostWins (lost + stuck) × the probability that a lead which advances from there is won
 * @param text the reason in words
 */
public record Bottleneck(
        @Nullable Stage stage,
        Kind kind,
        long entered,
        long lost,
        long stuck,
        @Nullable BigDecimal lostWins,
        String text) {
    private static final int SETTLED_MIN = 30;
    private static final double FACTOR_MIN = 1.2;

    /** Why a stage is the bottleneck, or why none is. */
    @Growing
    public enum Kind {
        /** Most leads get stuck. */
        WAITS,
        /** Most leads are lost. */
        LOSES,
        /** Too few leads have left a stage to tell. */
        TOO_FEW,
        /** No stage costs clearly more than another. */
        EVEN
    }

    private record Cost(Stage stage, long lost, long stuck, double wins) {}

    static Bottleneck of(FunnelCount count, Facts facts, Scope scope, Instant now) {
        Chain chain = Chain.of(facts, scope, now);
        List<Cost> costs = new ArrayList<>();
        for (Stage stage : Stage.ALL) {
            if (stage.isOpen() && stage.isOnLine() && count.settled(stage) >= SETTLED_MIN) {
                long stuck = count.thereLongerThan(stage, chain.slowSeconds(stage));
                long lost = count.lost(stage);
                double wins = (lost + stuck) * chain.winProbabilityAfter(stage);
                costs.add(new Cost(stage, lost, stuck, wins));
            }
        }
        costs.sort(Comparator.comparingDouble(Cost::wins).reversed());
        if (costs.isEmpty()) {
            String why = "Fewer than " + SETTLED_MIN + " leads have left any stage.";
            return new Bottleneck(null, Kind.TOO_FEW, 0, 0, 0, null, why);
        }
        Cost largest = costs.getFirst();
        double second = costs.size() > 1 ? costs.get(1).wins : 0;
        if (largest.wins == 0 || largest.wins < FACTOR_MIN * second) {
            String why = "No stage loses clearly more won leads than the others.";
            return new Bottleneck(null, Kind.EVEN, 0, 0, 0, null, why);
        }
        return of(largest, count.entered(largest.stage));
    }

    private static Bottleneck of(Cost cost, long entered) {
        String text =
                "Of %d entries into %s, %d were lost and %d are stuck; about %.1f of them would have been won."
                        .formatted(
                                entered,
                                EnumNames.of(cost.stage),
                                cost.lost,
                                cost.stuck,
                                cost.wins);
        return new Bottleneck(
                cost.stage,
                cost.stuck > cost.lost ? Kind.WAITS : Kind.LOSES,
                entered,
                cost.lost,
                cost.stuck,
                Chain.rounded(cost.wins, 1),
                text);
    }
}
