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

/** A rule of repetition that {@link Repetition} can follow. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Recurrence.Check.class)
public @interface Recurrence {
    String message() default "is not a rule of repetition";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts what {@link Repetition#of} can read, and says why it cannot. */
    final class Check implements ConstraintValidator<Recurrence, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            try {
                Repetition.of(value).refuseNever();
                return true;
            } catch (IllegalArgumentException e) {
                context.disableDefaultConstraintViolation();
                // Braces would be read as a message parameter.
                String why = String.valueOf(e.getMessage()).replaceAll("[{}$\\\\]", "?");
                context.buildConstraintViolationWithTemplate(why).addConstraintViolation();
                return false;
            }
        }
    }
}
