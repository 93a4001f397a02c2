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
 * What earns a lead points. It looks at the lead and at nothing else, so that the same lead always
 * has the same score.
 *
 * @param reason what people read
 * @param points from -100 to 100
 * @param field one of a lead's fields, or {@code customFields.<name>}
 * @param value what the field is compared with: a text, a number or a truth value, or an array of
 *     them for {@code in} and {@code not_in}; null for the truth of {@code exists}
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
                        message = "must be 1 to 60 small letters, digits or _")
                String name,
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String reason,
        @NotNull @Min(-100) @Max(100) Integer points,
        @Example("\"phone\"") @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String field,
        @NotNull ScoreOperator operator,
        @Nullable JsonNode value) {
    private static final int VALUES_MAX = 100;

    /** What is not said is written out, so that equal rules are equal. */
    public ScoreRule {
        value = value == null ? BooleanNode.TRUE : value;
    }

    /** Whether the lead has earned the points. */
    boolean isMetBy(Lead lead) {
        Object held = ScoreField.named(field).map(found -> found.held().apply(lead)).orElse(null);
        JsonNode with = with();
        return switch (operator) {
            case EXISTS -> isThere(held) == with.booleanValue();
            case EQ -> isSame(held, with);
            case NE -> !isSame(held, with);
            case IN -> isAny(held, with);
            case NOT_IN -> !isAny(held, with);
            case GT -> compare(held, with) > 0;
            case GTE -> compare(held, with) >= 0;
            case LT -> held instanceof Number && compare(held, with) < 0;
            case LTE -> held instanceof Number && compare(held, with) <= 0;
            case CONTAINS -> contains(held, with);
            case STARTS_WITH ->
                    held instanceof String text && Fold.of(text).startsWith(Fold.of(with.asText()));
        };
    }

    private JsonNode with() {
        return value == null ? BooleanNode.TRUE : value;
    }

    private static boolean isThere(@Nullable Object held) {
        return switch (held) {
            case null -> false;
            case String text -> !text.isBlank();
            case Collection<?> many -> !many.isEmpty();
            default -> true;
        };
    }

    private static boolean isSame(@Nullable Object held, JsonNode with) {
        return switch (held) {
            case String text -> with.isTextual() && Fold.of(text).equals(Fold.of(with.asText()));
            case Number number -> with.isNumber() && compare(number, with) == 0;
            case Boolean flag -> with.isBoolean() && flag == with.booleanValue();
            case null, default -> false;
        };
    }

    private static boolean isAny(@Nullable Object held, JsonNode with) {
        for (JsonNode each : with) {
            if (isSame(held, each)) {
                return true;
            }
        }
        return false;
    }

    /** Negative also for what is no number. */
    private static int compare(@Nullable Object held, JsonNode with) {
        return held instanceof Number number && with.isNumber()
                ? new BigDecimal(number.toString()).compareTo(with.decimalValue())
                : -1;
    }

    private static boolean contains(@Nullable Object held, JsonNode with) {
        String part = Fold.of(with.asText());
        return switch (held) {
            case String text -> Fold.of(text).contains(part);
            case Collection<?> many ->
                    many.stream().anyMatch(each -> Fold.of(each.toString()).equals(part));
            case null, default -> false;
        };
    }

    /**
     * What is wrong with the rule; empty for nothing.
     *
     * @param path where it stands, {@code rules[2]}
     */
    Optional<InputError> error(String path) {
        Optional<ScoreField> found = ScoreField.named(field);
        if (found.isEmpty()) {
            return error(path + ".field", "must be one of " + ScoreField.names());
        }
        ScoreField.Kind kind = found.get().kind();
        if (!kind.operators().contains(operator)) {
            String able = String.join(", ", kind.operators().stream().map(EnumNames::of).toList());
            return error(path + ".operator", "must be one of " + able + " for " + field);
        }
        return valueFault(found.get(), path + ".value");
    }

    private Optional<InputError> valueFault(ScoreField of, String path) {
        JsonNode with = with();
        return switch (operator) {
            case EXISTS ->
                    with.isBoolean() ? Optional.empty() : error(path, "must be true or false");
            case GT, GTE, LT, LTE ->
                    with.isNumber() ? Optional.empty() : error(path, "must be a number");
            case CONTAINS, STARTS_WITH ->
                    with.isTextual() && !with.asText().isBlank()
                            ? Optional.empty()
                            : error(path, "must be a string");
            case IN, NOT_IN -> {
                boolean fits = with.isArray() && !with.isEmpty() && with.size() <= VALUES_MAX;
                yield fits
                        ? StreamSupport.stream(with.spliterator(), false)
                                .flatMap(each -> singleFault(of, each, path).stream())
                                .findFirst()
                        : error(path, "must be an array of 1 to " + VALUES_MAX + " values");
            }
            case EQ, NE -> singleFault(of, with, path);
        };
    }

    private static Optional<InputError> singleFault(ScoreField of, JsonNode with, String path) {
        return switch (of.kind()) {
            case TEXT, TAGS, PRESENCE ->
                    with.isTextual() ? Optional.empty() : error(path, "must be a string");
            case WORD -> {
                List<String> words =
                        of.words() == null ? List.of() : Arrays.asList(EnumNames.all(of.words()));
                yield with.isTextual() && words.contains(with.asText())
                        ? Optional.empty()
                        : error(path, "must be one of " + String.join(", ", words));
            }
            case NUMBER -> with.isNumber() ? Optional.empty() : error(path, "must be a number");
            case FLAG -> with.isBoolean() ? Optional.empty() : error(path, "must be true or false");
            case ANY ->
                    with.isValueNode() && !with.isNull()
                            ? Optional.empty()
                            : error(path, "must be a string, a number, true or false");
        };
    }

    private static Optional<InputError> error(String path, String what) {
        return Optional.of(new InputError(path, "not_allowed", path + " " + what + "."));
    }
}
