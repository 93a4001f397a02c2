package com.techbro24.crm.reminders;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A recurrence rule that {@link Rrule} supports. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Recurrence.Check.class)
public @interface Recurrence {
    String message() default "is not a recurrence rule";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts what {@link Rrule#of} can parse; the message says why it cannot. */
    final class Check implements ConstraintValidator<Recurrence, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            try {
                Rrule.of(value).refuseEmpty();
                return true;
            } catch (IllegalArgumentException e) {
                context.disableDefaultConstraintViolation();
                // Braces would be parsed as a message parameter.
                String why = String.valueOf(e.getMessage()).replaceAll("[{}$\\\\]", "?");
                context.buildConstraintViolationWithTemplate(why).addConstraintViolation();
                return false;
            }
        }
    }
}
