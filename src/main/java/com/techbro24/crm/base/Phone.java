package com.techbro24.crm.base;

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
 * A phone number as a person writes it. Without a country code it belongs to the region in {@code
 * CRM_DEFAULT_REGION}. Numbers that can only be dialled locally are accepted; they have no E.164
 * form ({@link PhoneNumbers#e164}).
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Phone.Check.class)
public @interface Phone {
    String message() default "is not a phone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts what {@link PhoneNumbers#read} can read. */
    final class Check implements ConstraintValidator<Phone, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || PhoneNumbers.read(value).isPresent();
        }
    }
}
