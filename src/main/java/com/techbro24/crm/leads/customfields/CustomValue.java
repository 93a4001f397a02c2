package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Limits;
import java.math.BigDecimal;

/** Normalizes the values of custom fields, so that equal values compare as equal. */
public final class CustomValue {
    private CustomValue() {}

    /** The normalized value. */
    public static Object of(Object value) {
        return value instanceof BigDecimal number ? number(number) : value;
    }

    /** A normalized number: an integer value becomes a Long, however it was written. */
    public static Object number(BigDecimal input) {
        BigDecimal plain = input.stripTrailingZeros();
        if (plain.scale() > 0 || plain.scale() <= -Limits.WORD_LENGTH_MAX) {
            return plain;
        }
        BigDecimal whole = plain.setScale(0);
        return whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? (Object) whole.longValue()
                : whole;
    }
}
