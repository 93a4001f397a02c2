package com.techbro24.crm.database;

import java.math.BigDecimal;

/**
 * Decimals with up to four places, stored as integers of ten-thousandths: exact and sortable on
 * both databases.
 */
public final class Decimals {
    private static final int PLACES = 4;

    private Decimals() {}

    public static long stored(BigDecimal value) {
        return value.movePointRight(PLACES).longValueExact();
    }

    static BigDecimal read(long stored) {
        BigDecimal value = BigDecimal.valueOf(stored, PLACES).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0) : value;
    }
}
