package com.techbro24.crm.base;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of Jakarta Validation on the records that come in, and the code of each fault
 * they find.
 */
public final class Rules {
    private Rules() {}

    /** Built on first use: it takes a good part of a start. */
    private static final class Holder {
        static final Validator VALIDATOR =
                Validation.byDefaultProvider()
                        .configure()
                        .messageInterpolator(new ParameterMessageInterpolator())
                        .buildValidatorFactory()
                        .getValidator();
    }

    /** Builds the validator ahead of the first request. */
    public static void warmUp() {
        Validator _ = Holder.VALIDATOR;
    }

    static boolean has(Class<?> type, RecordComponent component) {
        try {
            return isConstrained(type.getDeclaredField(component.getName()))
                    || isConstrained(component.getAnnotatedType());
        } catch (NoSuchFieldException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Whether one that is missing breaks a rule; every other rule lets null pass. */
    static boolean isRequired(Class<?> type, RecordComponent component) {
        try {
            Field field = type.getDeclaredField(component.getName());
            return field.isAnnotationPresent(NotNull.class)
                    || field.isAnnotationPresent(NotBlank.class)
                    || field.isAnnotationPresent(NotEmpty.class);
        } catch (NoSuchFieldException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static void check(
            Class<?> type, String field, @Nullable Object value, String path, List<Fault> faults) {
        Map<String, Fault> found = new LinkedHashMap<>();
        for (ConstraintViolation<?> violation :
                Holder.VALIDATOR.validateValue(type, field, value)) {
            String at = path + violation.getPropertyPath().toString().substring(field.length());
            at =
                    at.replace(".<list element>", "")
                            .replace("<map key>", "")
                            .replace("<map value>", "");
            String code = code(violation);
            found.putIfAbsent(
                    at + " " + code, new Fault(at, code, at + " " + violation.getMessage() + "."));
        }
        faults.addAll(found.values());
    }

    private static boolean isConstrained(AnnotatedElement element) {
        boolean own =
                Arrays.stream(element.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(type -> type.isAnnotationPresent(Constraint.class));
        return own
                || element instanceof AnnotatedParameterizedType generic
                        && Arrays.stream(generic.getAnnotatedActualTypeArguments())
                                .map(AnnotatedType.class::cast)
                                .anyMatch(Rules::isConstrained);
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

    /**
     * A constraint of our own names its code: {@code @PhoneNumber} is {@code invalid_phone_number}.
     */
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
