package com.techbro24.crm.access;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A new password: not only spaces and invisible characters. {@link Passwords#check} also rejects
 * the account's email.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Password.Check.class)
public @interface Password {
    /** What is said of one that is refused. */
    String MESSAGE = "must not be only spaces";

    String message() default MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Requires a visible character. */
    final class Check implements ConstraintValidator<Password, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || isVisible(value);
        }

        static boolean isVisible(String password) {
            return password.codePoints()
                    .anyMatch(
                            sign ->
                                    switch (Character.getType(sign)) {
                                        case Character.CONTROL,
                                                Character.FORMAT,
                                                Character.SPACE_SEPARATOR,
                                                Character.LINE_SEPARATOR,
                                                Character.PARAGRAPH_SEPARATOR ->
                                                false;
                                        default -> true;
                                    });
        }
    }
}
