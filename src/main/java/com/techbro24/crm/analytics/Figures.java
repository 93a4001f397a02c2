package com.techbro24.crm.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.techbro24.crm.base.EnumNames;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a period. A rate without a denominator is null.
 *
 * @param secondsByStatus the time that the agents spent in each status, up to now
 * @param occupancy (on_call + wrap_up) ÷ (on_call + wrap_up + available)
 * @param conversions leads that became converted and still are, for their agent of that time
 * @param losses leads that became lost or unqualified and still are, for their agent of that time
 * @param winRate conversions ÷ (conversions + losses)
 * @param leadsCreated leads that were created and not deleted, for their agent of today
 * @param leadsConverted leads among leadsCreated that are converted now
 * @param leadConversionRate leadsConverted ÷ leadsCreated
 * @param overdueReminders pending reminders whose due time has passed, now, whatever the period; 0
 *     in the figures of a day and of the period before
 */
public record Figures(
        @JsonUnwrapped CallFigures ofCalls,
        Map<String, Long> secondsByStatus,
        @Nullable BigDecimal occupancy,
        long conversions,
        long losses,
        @Nullable BigDecimal winRate,
        long leadsCreated,
        long leadsConverted,
        @Nullable BigDecimal leadConversionRate,
        @JsonUnwrapped FollowUpFigures ofFollowUps,
        long overdueReminders) {
    static Figures of(Tally sums) {
        Map<String, Long> times = new LinkedHashMap<>();
        for (WorkState state : WorkState.ALL) {
            times.put(EnumNames.of(state), sums.statusMillis[state.ordinal()] / 1_000);
        }
        return new Figures(
                CallFigures.of(sums),
                times,
                Rates.rate(sums.busyMillis(), sums.workMillis()),
                sums.conversions,
                sums.losses,
                Rates.rate(sums.conversions, sums.conversions + sums.losses),
                sums.leadsCreated,
                sums.leadsConverted,
                Rates.rate(sums.leadsConverted, sums.leadsCreated),
                FollowUpFigures.of(sums),
                sums.overdueReminders);
    }
}
