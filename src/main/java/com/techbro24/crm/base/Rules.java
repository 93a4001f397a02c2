package com.techbro24.crm.base;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Jakarta Validation constraints of input records and maps each violation to an error
 * code.
 */
public final class Rules {
    /** Follows the name of the map in the path of a map key. The key itself can be any text. */
    private static final String MAP_KEY = "<K>[";

    private Rules() {}

    /** Built on first use: building it slows startup. */
    private static final class Holder {
        static final Validator VALIDATOR =
                Validation.byDefaultProvider()
                        .configure()
                        .messageInterpolator(new ConstraintMessages())
                        .buildValidatorFactory()
                        .getValidator();
    }

    /** Builds the validator ahead of the first request. */
    public static void warmUp() {
        Validator _ = Holder.VALIDATOR;
    }

    /**
     * Validates a record once for all fields: validating one field costs as much as all.
     *
     * @param fields the fields whose violations are returned
     * @return in the order of {@code fields}
     */
    static List<InputError> check(Object record, List<String> fields, String path) {
        Set<ConstraintViolation<Object>> violations = Holder.VALIDATOR.validate(record);
        if (violations.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, InputError>> found = new LinkedHashMap<>();
        fields.forEach(field -> found.put(field, new TreeMap<>()));
        for (ConstraintViolation<?> violation : violations) {
            Path at = violation.getPropertyPath();
            Map<String, InputError> ofField = found.get(at.iterator().next().getName());
            if (ofField != null) {
                InputError error = error(violation, path, at);
                ofField.put(error.field() + " " + error.code(), error);
            }
        }
        return found.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    private static InputError error(ConstraintViolation<?> violation, String path, Path within) {
        String written = within.toString();
        int key = written.indexOf(MAP_KEY);
        String at =
                key >= 0
                        ? path + written.substring(0, key)
                        : path + written.replace(".<list element>", "").replace("<map value>", "");
        String subject = key >= 0 ? at + ": each name " : at + " ";
        return new InputError(at, code(violation), subject + violation.getMessage() + ".");
    }

    private static String code(ConstraintViolation<?> violation) {
        return switch (violation.getConstraintDescriptor().getAnnotation()) {
            case NotNull rule -> "required";
            case NotBlank rule -> "required";
            case NotEmpty rule -> "required";
            case Email rule -> "invalid_email";
            case Pattern rule -> "invalid_format";
            case Size rule -> tooLong(rule, violation.getInvalidValue()) ? "too_long" : "too_short";
            case Annotation rule -> own(rule);
        };
    }

    /** Our own constraints: {@code @PhoneNumber} gives {@code invalid_phone_number}. */
    private static String own(Annotation rule) {
        String name = rule.annotationType().getSimpleName();
        return rule.annotationType().getPackageName().startsWith("jakarta.")
                ? "out_of_range"
                : "invalid_"
                        + name.replaceAll("([a-z])([A-Z])", "$1_$2")
                                .toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean tooLong(Size rule, @Nullable Object value) {
        int size =
                switch (value) {
                    case CharSequence text -> text.length();
                    case java.util.Collection<?> items -> items.size();
                    case Map<?, ?> entries -> entries.size();
                    case null -> 0;
                    default -> 0;
                };
        return size > rule.max();
    }
}
