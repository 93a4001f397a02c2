package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Divisions of sums. */
final class Rates {
    private static final int PLACES = 4;

    private Rates() {}

    /** A part of a whole, with four decimals; null for a whole of 0. */
    static @Nullable BigDecimal rate(long part, long whole) {
        return whole == 0 ? null : exact(part, whole);
    }

    /** The same for a whole that is not 0. */
    static BigDecimal exact(long part, long whole) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), PLACES, RoundingMode.HALF_UP);
    }

    /** An amount of money, with at most four decimals. */
    static BigDecimal money(BigDecimal amount) {
        return amount.setScale(PLACES, RoundingMode.HALF_UP);
    }

    /** A mean with one decimal; null without a number. */
    static @Nullable BigDecimal mean(long sum, long count) {
        return count == 0
                ? null
                : BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP);
    }
}
