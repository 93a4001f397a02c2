package com.techbro24.crm.reminders;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits how long before its due time a reminder may warn. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Ahead.Check.class)
public @interface Ahead {
    String message() default "must be between PT1M and P31D";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts from a minute to a month. */
    final class Check implements ConstraintValidator<Ahead, Duration> {
        private static final Duration LEAST = Duration.ofMinutes(1);
        private static final Duration MOST = Duration.ofDays(31);

        @Override
        public boolean isValid(@Nullable Duration value, ConstraintValidatorContext context) {
            return value == null || value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0;
        }
    }
}
