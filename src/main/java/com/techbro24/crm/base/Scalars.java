package com.techbro24.crm.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts single JSON values, without coercion; a wrong type is an error. */
final class Scalars {
    private static final String NUMBERS =
            "numbers of at most " + TreeReader.CHARACTERS_MAX + " characters, up to about 1.8e308";
    private static final String NUMBER =
            "a number of at most " + TreeReader.CHARACTERS_MAX + " characters, up to about 1.8e308";

    private Scalars() {}

    static InputError outOfRange(String path, String expected) {
        return new InputError(path, "out_of_range", path + " must be " + expected + ".");
    }

    static InputError wrongType(String path, String expected) {
        return new InputError(path, "wrong_type", path + " must be " + expected + ".");
    }

    static @Nullable Object convert(
            Class<?> type, JsonNode node, String path, TextForm form, List<InputError> errors) {
        if (type == String.class) {
            return text(node, path, form, errors);
        }
        if (type == Object.class) {
            return plain(node, path, errors);
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            if (holdsOutOfRange(node)) {
                errors.add(outOfRange(path, "only with " + NUMBERS));
                return null;
            }
            return node;
        }
        Optional<?> value = Optional.empty();
        String expected = expected(type);
        if (type == Integer.class || type == int.class) {
            value =
                    node.isIntegralNumber() && node.canConvertToInt()
                            ? Optional.of(node.intValue())
                            : value;
        } else if (type == Long.class || type == long.class) {
            value =
                    node.isIntegralNumber() && node.canConvertToLong()
                            ? Optional.of(node.longValue())
                            : value;
        } else if (type == BigDecimal.class) {
            value = node.isNumber() ? Optional.of(node.decimalValue()) : value;
        } else if (type == Boolean.class || type == boolean.class) {
            value = node.isBoolean() ? Optional.of(node.booleanValue()) : value;
        } else if (type == Instant.class) {
            value = node.isTextual() ? Times.parse(node.textValue()) : value;
        } else if (type == Duration.class) {
            value = node.isTextual() ? duration(node.textValue()) : value;
        } else if (type.isEnum()) {
            return word(type, node, path, errors);
        } else {
            throw new IllegalStateException("No input of the type " + type);
        }
        if (value.isEmpty()) {
            boolean isNumber = isNumber(type) && (node.isIntegralNumber() || isOutOfRange(node));
            errors.add(isNumber ? outOfRange(path, expected) : wrongType(path, expected));
        }
        return value.orElse(null);
    }

    private static boolean isNumber(Class<?> type) {
        return type == Integer.class
                || type == int.class
                || type == Long.class
                || type == long.class
                || type == BigDecimal.class;
    }

    private static boolean isOutOfRange(JsonNode node) {
        return node == TreeReader.OUT_OF_RANGE;
    }

    private static boolean holdsOutOfRange(JsonNode node) {
        return isOutOfRange(node) || node.valueStream().anyMatch(Scalars::holdsOutOfRange);
    }

    private static String expected(Class<?> type) {
        if (type == Instant.class) {
            return "a time in ISO 8601, such as 2026-01-31T09:00:00.000Z";
        }
        if (type == Duration.class) {
            return "a duration in ISO 8601, such as PT1H";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == BigDecimal.class) {
            return NUMBER;
        }
        return type == Integer.class || type == int.class
                ? "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
                : "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    }

    private static @Nullable Object text(
            JsonNode node, String path, TextForm form, List<InputError> errors) {
        if (!node.isTextual()) {
            errors.add(wrongType(path, "a string"));
            return null;
        }
        String text = node.textValue();
        String wrong = wrong(text, form == TextForm.MULTILINE);
        if (wrong != null) {
            errors.add(new InputError(path, "invalid_text", path + " " + wrong + "."));
            return null;
        }
        return form.clean(text);
    }

    /**
     * Rejects control characters (except line breaks and tabs in multiline text), unpaired
     * surrogates, and text of invisible characters only.
     */
    private static @Nullable String wrong(String text, boolean lines) {
        boolean seen = text.isBlank();
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next == '\n'
                    || next == '\r'
                    || next == '\t'
                    || next == '\u2028'
                    || next == '\u2029') {
                if (!lines) {
                    return "must be a single line without tabs";
                }
            } else if (next < ' ') {
                return "contains control characters or invalid Unicode";
            } else if (Character.isSurrogate(next)) {
                if (index + 1 == text.length()
                        || !Character.isSurrogatePair(next, text.charAt(index + 1))) {
                    return "contains control characters or invalid Unicode";
                }
                index++;
                seen = true;
            } else if (next > ' ' && !seen) {
                seen = next < 0x7f || isVisible(next);
            }
        }
        return seen ? null : "contains only invisible characters";
    }

    private static boolean isVisible(char sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private static @Nullable Object plain(JsonNode node, String path, List<InputError> errors) {
        return switch (node.getNodeType()) {
            case STRING -> text(node, path, TextForm.MULTILINE, errors);
            case NUMBER ->
                    node.isIntegralNumber() && node.canConvertToLong()
                            ? (Object) node.longValue()
                            : node.decimalValue();
            case BOOLEAN -> node.booleanValue();
            default -> {
                String expected = "a string, " + NUMBER + ", true or false";
                errors.add(
                        isOutOfRange(node)
                                ? outOfRange(path, expected)
                                : wrongType(path, expected));
                yield null;
            }
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Object word(
            Class<?> type, JsonNode node, String path, List<InputError> errors) {
        Optional<?> value =
                node.isTextual()
                        ? EnumNames.find((Class) type, node.textValue())
                        : Optional.empty();
        if (value.isEmpty()) {
            String words = EnumNames.list((Class<? extends Enum<?>>) type);
            errors.add(
                    new InputError(path, "unknown_value", path + " must be one of " + words + "."));
        }
        return value.orElse(null);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
