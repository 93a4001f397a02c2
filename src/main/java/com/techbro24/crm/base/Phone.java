package com.techbro24.crm.base;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number that can be brought into E.164 form; one written without a country code is
 * read as one of the region that {@code CRM_DEFAULT_REGION} names.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Phone.Check.class)
public @interface Phone {
    String message() default "is not a telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reads telephone numbers; the default region is set once, at start. */
    final class Numbers {
        private static final int KEPT_MAX = 1_024;
        private static final int WRITTEN_LENGTH_MAX = 40;

        /** What was read, of the region that was the default then. */
        private record Kept(String written, String region, Optional<String> e164) {}

        /**
         * A number is read when it is checked, and again soon after by who stores it: each of the
         * last ones is kept in the place that its hash gives it.
         */
        private static final AtomicReferenceArray<@Nullable Kept> KEPT =
                new AtomicReferenceArray<>(KEPT_MAX);

        private static volatile String region = "US";

        private Numbers() {}

        public static void region(String iso3166) {
            region = iso3166;
        }

        /** The number in E.164 form, {@code +4930123456}; empty where it is none. */
        public static Optional<String> e164(@Nullable String written) {
            if (written == null || written.length() > WRITTEN_LENGTH_MAX) {
                return Optional.empty();
            }
            String now = region;
            int place = Math.floorMod(written.hashCode(), KEPT_MAX);
            Kept kept = KEPT.get(place);
            if (kept == null || !kept.written.equals(written) || !kept.region.equals(now)) {
                kept = new Kept(written, now, read(written, now));
                KEPT.set(place, kept);
            }
            return kept.e164;
        }

        private static Optional<String> read(String written, String region) {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            try {
                var number = numbers.parse(written, region);
                return numbers.isPossibleNumber(number)
                        ? Optional.of(
                                numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
                        : Optional.empty();
            } catch (NumberParseException fault) {
                return Optional.empty();
            }
        }
    }

    /** Accepts what {@link Numbers#e164} can read. */
    final class Check implements ConstraintValidator<Phone, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || Numbers.e164(value).isPresent();
        }
    }
}
