package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The figures of what was promised to leads: reminders about a lead, by their due time.
 *
 * @param followUps those that were due and not cancelled
 * @param followUpsKept those that were completed before they were overdue
 * @param followUpsLate those that were completed later
 * @param followUpsOpen those that are still pending
 * @param followUpsAhead pending ones that are not due yet
 * @param followUpRate followUpsKept ÷ followUps
 */
public record FollowUpFigures(
        long followUps,
        long followUpsKept,
        long followUpsLate,
        long followUpsOpen,
        long followUpsAhead,
        @Nullable BigDecimal followUpRate) {
    static FollowUpFigures of(Tally sums) {
        return new FollowUpFigures(
                sums.followUps(),
                sums.followUpsKept,
                sums.followUpsLate,
                sums.followUpsOpen,
                sums.followUpsAhead,
                Rates.rate(sums.followUpsKept, sums.followUps()));
    }
}
