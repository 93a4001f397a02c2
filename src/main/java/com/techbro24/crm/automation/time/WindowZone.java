package com.techbro24.crm.automation.time;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The time zone of a {@link Window}: one of {@link #NAMED}, or an IANA name. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WindowZone.Check.class)
public @interface WindowZone {
    /** Whose time zone it is; it is known only when the rule runs. */
    Set<String> NAMED = Set.of("lead", "agent", "owner");

    String message() default "must be lead, agent, owner or an IANA time zone";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Accepts the three words and the names in the JDK's time zone database. */
    final class Check implements ConstraintValidator<WindowZone, String> {
        private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || NAMED.contains(value) || ZONES.contains(value);
        }
    }
}
