package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Limits;
import java.math.BigDecimal;

/** The one form in which the value of a custom field is kept, so that equal values are equal. */
public final class CustomValue {
    private CustomValue() {}

    /** A custom value in the one form in which it is kept. */
    public static Object of(Object value) {
        return value instanceof BigDecimal number ? number(number) : value;
    }

    /** A custom number in one form, however it was written: a whole one is a whole one. */
    public static Object number(BigDecimal brought) {
        BigDecimal plain = brought.stripTrailingZeros();
        if (plain.scale() > 0 || plain.scale() <= -Limits.WORD_LENGTH_MAX) {
            return plain;
        }
        BigDecimal whole = plain.setScale(0);
        return whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                ? (Object) whole.longValue()
                : whole;
    }
}
