package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The values of JSON in a form that compares by {@code equals}: folded text, {@link Instant},
 * {@link Duration}, {@link Boolean}, a list of these; a whole number as {@link Long}, other numbers
 * as {@link BigDecimal} without trailing zeros.
 */
final class Plain {
    private static final int LONG_DIGITS = 18;
    private static final int TIME_LENGTH_MIN = 17;

    private Plain() {}

    /** The value; null for none, and for one that does not have the type. */
    static @Nullable Object of(JsonNode node, FieldType type) {
        return switch (node.getNodeType()) {
            case STRING ->
                    switch (type) {
                        case TIME -> instant(node.textValue());
                        case DURATION -> duration(node.textValue());
                        case TEXT, WORD, NUMBER, FLAG, LIST, OBJECT, ANY ->
                                Fold.of(node.textValue());
                    };
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case ARRAY -> list(node, type);
            case OBJECT, NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static List<Object> list(JsonNode array, FieldType type) {
        List<Object> values = new ArrayList<>(array.size());
        for (JsonNode each : array) {
            Object value = of(each, type);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        BigDecimal plain = node.decimalValue().stripTrailingZeros();
        boolean isLong =
                plain.scale() <= 0 && (long) plain.precision() - plain.scale() <= LONG_DIGITS;
        return isLong ? (Number) plain.longValueExact() : plain;
    }

    /** The time; refuses what is too short quickly, since a failed parse is slow. */
    static @Nullable Instant instant(String text) {
        return text.length() < TIME_LENGTH_MIN ? null : Times.parse(text).orElse(null);
    }

    static @Nullable Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The order of two numbers or durations; empty for other values. */
    static OptionalInt order(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Long first && other instanceof Long second) {
            return OptionalInt.of(first.compareTo(second));
        }
        if (one instanceof Number first && other instanceof Number second) {
            return OptionalInt.of(decimal(first).compareTo(decimal(second)));
        }
        if (one instanceof Duration first && other instanceof Duration second) {
            return OptionalInt.of(first.compareTo(second));
        }
        return OptionalInt.empty();
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal
                ? decimal
                : BigDecimal.valueOf(number.longValue());
    }
}
