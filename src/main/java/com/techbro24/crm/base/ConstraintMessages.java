package com.techbro24.crm.base;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Messages of constraints, as the predicate of a sentence: {@code must be at least 0}. The
 * library's own messages are templates, need an expression language and show regular expressions.
 */
final class ConstraintMessages implements MessageInterpolator {
    @Override
    public String interpolate(String template, Context context) {
        Annotation rule = context.getConstraintDescriptor().getAnnotation();
        return of(rule, template, context.getValidatedValue());
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return interpolate(template, context);
    }

    /**
     * @param template the constraint's message; the library's are keys in braces
     */
    static String of(Annotation rule, String template, @Nullable Object value) {
        if (!template.startsWith("{")) {
            return template;
        }
        return switch (rule) {
            case NotNull _ -> "is required";
            case NotBlank _ -> value == null ? "is required" : "must not be blank";
            case NotEmpty _ -> value == null ? "is required" : "must not be empty";
            case Email _ -> "must be an email address, such as ann@example.com";
            case Pattern pattern ->
                    pattern.regexp().equals(Id.PATTERN)
                            ? "must be an id: a UUIDv7 in lower case"
                            : "does not have the expected format";
            case Size size -> size(size, value == null || value instanceof CharSequence);
            case Min min -> "must be at least " + min.value();
            case Max max -> "must be at most " + max.value();
            case Positive _ -> "must be more than 0";
            case PositiveOrZero _ -> "must be at least 0";
            case DecimalMin min ->
                    (min.inclusive() ? "must be at least " : "must be more than ") + min.value();
            case DecimalMax max ->
                    (max.inclusive() ? "must be at most " : "must be less than ") + max.value();
            case Digits digits ->
                    "must have at most %d digits before the decimal point and %d after it"
                            .formatted(digits.integer(), digits.fraction());
            case DurationMin min ->
                    (min.inclusive() ? "must be at least " : "must be more than ")
                            + duration(min.days(), min.hours(), min.minutes(), min.seconds());
            case DurationMax max ->
                    (max.inclusive() ? "must be at most " : "must be less than ")
                            + duration(max.days(), max.hours(), max.minutes(), max.seconds());
            default -> "is not allowed here";
        };
    }

    private static String size(Size size, boolean text) {
        boolean unbounded = size.max() == Integer.MAX_VALUE;
        int last = unbounded ? size.min() : size.max();
        String what =
                text
                        ? (last == 1 ? " character" : " characters")
                        : (last == 1 ? " entry" : " entries");
        if (unbounded) {
            return "must have at least " + size.min() + what;
        }
        return size.min() == 0
                ? "must have at most " + size.max() + what
                : "must have " + size.min() + " to " + size.max() + what;
    }

    private static String duration(long days, long hours, long minutes, long seconds) {
        Duration below = Duration.ofHours(hours).plusMinutes(minutes).plusSeconds(seconds);
        return below.isZero() && days > 0 ? "P" + days + "D" : below.plusDays(days).toString();
    }
}
