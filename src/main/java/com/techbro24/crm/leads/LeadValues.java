package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Problem;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one form in which a lead keeps each kind of value, so that equal values are equal. */
final class LeadValues {
    private LeadValues() {}

    /** Without spaces around it; null for nothing but spaces. */
    static @Nullable String text(@Nullable String brought) {
        return brought == null || brought.isBlank() ? null : brought.strip();
    }

    /** Tags without doubles, in the order in which they came. */
    static List<String> tags(@Nullable List<String> brought) {
        return brought == null
                ? List.of()
                : brought.stream().map(String::strip).distinct().toList();
    }

    /** Without zeros at its end, as it is read back. */
    static @Nullable BigDecimal decimal(@Nullable BigDecimal brought) {
        if (brought == null) {
            return null;
        }
        BigDecimal plain = brought.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /**
     * The standing fields with the brought ones; null removes one, and null for all removes all.
     */
    static Map<String, Object> merge(
            Map<String, Object> standing, @Nullable Map<String, @Nullable Object> brought) {
        if (brought == null) {
            return Map.of();
        }
        Map<String, Object> merged = new LinkedHashMap<>(standing);
        brought.forEach(
                (name, value) -> {
                    if (value == null) {
                        merged.remove(name);
                    } else {
                        merged.put(name, custom(name, value));
                    }
                });
        if (merged.size() > Limits.CUSTOM_FIELDS_MAX) {
            throw fault(
                    "customFields",
                    "A lead has at most " + Limits.CUSTOM_FIELDS_MAX + " custom fields.");
        }
        return Collections.unmodifiableMap(merged);
    }

    private static Object custom(String name, Object value) {
        return switch (value) {
            case String text when text.length() > Limits.TEXT_LENGTH_MAX ->
                    throw fault(
                            "customFields." + name,
                            name + " has at most " + Limits.TEXT_LENGTH_MAX + " characters.");
            case BigDecimal number -> number(number);
            default -> value;
        };
    }

    /** A custom number in one form, however it was written. */
    static BigDecimal number(BigDecimal brought) {
        BigDecimal plain = brought.stripTrailingZeros();
        return plain.scale() < 0 && plain.scale() > -Limits.WORD_LENGTH_MAX
                ? plain.setScale(0)
                : plain;
    }

    private static Problem fault(String field, String message) {
        return Problem.invalid(List.of(new Fault(field, "too_long", message)));
    }
}
