package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A rule that gives a lead points. It depends only on the lead, so the same lead always has the
 * same score.
 *
 * @param reason the text shown to users
 * @param points from -100 to 100
 * @param field a field of a lead, or {@code customFields.<name>}
 * @param value the value to compare with: a string, number or boolean, or an array of these for
 *     {@code in} and {@code not_in}; for {@code exists}, null means true
 */
@Example(
        """
        {"name":"from_the_website","reason":"Came from the website","points":10,"field":"source",
         "operator":"eq","value":"website"}
        """)
public record ScoreRule(
        @NotBlank
                @Pattern(
                        regexp = "^[a-z0-9_]{1,60}$",
                        message = "must be 1 to 60 lower-case letters, digits or _")
                String name,
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String reason,
        @NotNull @Min(-100) @Max(100) Integer points,
        @Example("\"phone\"") @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String field,
        @NotNull ScoreOperator operator,
        @Nullable JsonNode value) {
    private static final int VALUES_MAX = 100;

    /** Fills in the default value, so that equal rules compare as equal. */
    public ScoreRule {
        value = value == null ? BooleanNode.TRUE : value;
    }

    /** Whether the rule matches the lead. */
    boolean matches(Lead lead) {
        Object actual =
                ScoreField.named(field).map(found -> found.value().apply(lead)).orElse(null);
        JsonNode expected = expected();
        return switch (operator) {
            case EXISTS -> isPresent(actual) == expected.booleanValue();
            case EQ -> isSame(actual, expected);
            case NE -> !isSame(actual, expected);
            case IN -> isAny(actual, expected);
            case NOT_IN -> !isAny(actual, expected);
            case GT -> compare(actual, expected) > 0;
            case GTE -> compare(actual, expected) >= 0;
            case LT -> actual instanceof Number && compare(actual, expected) < 0;
            case LTE -> actual instanceof Number && compare(actual, expected) <= 0;
            case CONTAINS -> contains(actual, expected);
            case STARTS_WITH ->
                    actual instanceof String text
                            && Fold.of(text).startsWith(Fold.of(expected.asText()));
        };
    }

    private JsonNode expected() {
        return value == null ? BooleanNode.TRUE : value;
    }

    private static boolean isPresent(@Nullable Object actual) {
        return switch (actual) {
            case null -> false;
            case String text -> !text.isBlank();
            case Collection<?> many -> !many.isEmpty();
            default -> true;
        };
    }

    private static boolean isSame(@Nullable Object actual, JsonNode expected) {
        return switch (actual) {
            case String text ->
                    expected.isTextual() && Fold.of(text).equals(Fold.of(expected.asText()));
            case Number number -> expected.isNumber() && compare(number, expected) == 0;
            case Boolean flag -> expected.isBoolean() && flag == expected.booleanValue();
            case null, default -> false;
        };
    }

    private static boolean isAny(@Nullable Object actual, JsonNode expected) {
        for (JsonNode each : expected) {
            if (isSame(actual, each)) {
                return true;
            }
        }
        return false;
    }

    /** Also negative if it is not a number. */
    private static int compare(@Nullable Object actual, JsonNode expected) {
        return actual instanceof Number number && expected.isNumber()
                ? new BigDecimal(number.toString()).compareTo(expected.decimalValue())
                : -1;
    }

    private static boolean contains(@Nullable Object actual, JsonNode expected) {
        String part = Fold.of(expected.asText());
        return switch (actual) {
            case String text -> Fold.of(text).contains(part);
            case Collection<?> many ->
                    many.stream().anyMatch(each -> Fold.of(each.toString()).equals(part));
            case null, default -> false;
        };
    }

    /**
     * The error of the rule; empty for none.
     *
     * @param path its path in the input, such as {@code rules[2]}
     */
    Optional<InputError> error(String path) {
        Optional<ScoreField> found = ScoreField.named(field);
        if (found.isEmpty()) {
            return error(path + ".field", "must be one of " + ScoreField.names());
        }
        ScoreField.Kind kind = found.get().kind();
        if (!kind.operators().contains(operator)) {
            String allowed =
                    String.join(", ", kind.operators().stream().map(EnumNames::of).toList());
            return error(path + ".operator", "must be one of " + allowed + " for " + field);
        }
        return valueError(found.get(), path + ".value");
    }

    private Optional<InputError> valueError(ScoreField of, String path) {
        JsonNode expected = expected();
        return switch (operator) {
            case EXISTS ->
                    expected.isBoolean() ? Optional.empty() : error(path, "must be true or false");
            case GT, GTE, LT, LTE ->
                    expected.isNumber() ? Optional.empty() : error(path, "must be a number");
            case CONTAINS, STARTS_WITH ->
                    expected.isTextual() && !expected.asText().isBlank()
                            ? Optional.empty()
                            : error(path, "must be a string");
            case IN, NOT_IN -> {
                boolean fits =
                        expected.isArray() && !expected.isEmpty() && expected.size() <= VALUES_MAX;
                yield fits
                        ? StreamSupport.stream(expected.spliterator(), false)
                                .flatMap(each -> singleError(of, each, path).stream())
                                .findFirst()
                        : error(path, "must be an array of 1 to " + VALUES_MAX + " values");
            }
            case EQ, NE -> singleError(of, expected, path);
        };
    }

    private static Optional<InputError> singleError(ScoreField of, JsonNode expected, String path) {
        return switch (of.kind()) {
            case TEXT, TAGS, PRESENCE ->
                    expected.isTextual() ? Optional.empty() : error(path, "must be a string");
            case WORD -> {
                List<String> words =
                        of.words() == null ? List.of() : Arrays.asList(EnumNames.all(of.words()));
                yield expected.isTextual() && words.contains(expected.asText())
                        ? Optional.empty()
                        : error(path, "must be one of " + String.join(", ", words));
            }
            case NUMBER -> expected.isNumber() ? Optional.empty() : error(path, "must be a number");
            case FLAG ->
                    expected.isBoolean() ? Optional.empty() : error(path, "must be true or false");
            case ANY ->
                    expected.isValueNode() && !expected.isNull()
                            ? Optional.empty()
                            : error(path, "must be a string, a number, true or false");
        };
    }

    private static Optional<InputError> error(String path, String what) {
        return Optional.of(new InputError(path, "not_allowed", path + " " + what + "."));
    }
}
