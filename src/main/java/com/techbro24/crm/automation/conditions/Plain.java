package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
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
    private static final String ROW_TIME = "0000-00-00T00:00:00.000Z";
    private static final int ROW_TIME_LENGTH = ROW_TIME.length();
    private static final long SECONDS_OF_DAY = 86_400;

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

    /**
     * The time. The form in which rows are written is read by hand, since each rule reads times;
     * what is too short for a time is refused at once, since a failed parse is slow.
     */
    static @Nullable Instant instant(String text) {
        Instant time = text.length() == ROW_TIME_LENGTH ? rowTime(text) : null;
        if (time != null || text.length() < TIME_LENGTH_MIN) {
            return time;
        }
        return Times.parse(text).orElse(null);
    }

    /** The time in {@code 2026-01-31T09:00:00.000Z}; null for any other form. */
    private static @Nullable Instant rowTime(String text) {
        for (int index = 0; index < ROW_TIME_LENGTH; index++) {
            char form = ROW_TIME.charAt(index);
            char sign = text.charAt(index);
            if (form == '0' ? sign < '0' || sign > '9' : sign != form) {
                return null;
            }
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        boolean isMonth = year > 0 && month > 0 && month <= 12;
        boolean isDate = isMonth && day > 0 && day <= Month.of(month).length(Year.isLeap(year));
        if (!isDate || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY;
        return Instant.ofEpochSecond(
                seconds + hour * 3_600L + minute * 60L + second, digits(text, 20, 23) * 1_000_000L);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = number * 10 + text.charAt(index) - '0';
        }
        return number;
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
