package com.techbro24.crm.base;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Set;
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
        private static final int DIGITS_MIN = 7;
        private static final int DIGITS_MAX = 15;
        private static final int CODE_MAX = 999;

        /** Read on first use: it takes a part of a start. */
        private static final class Library {
            static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
            static final Set<Integer> CODES = NUMBERS.getSupportedCallingCodes();
        }

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
            return international(written).or(() -> parsed(written, region));
        }

        /**
         * One that is written with its country's code and nothing that needs to be read, and that
         * is a valid number as it stands: to parse it would give the same, at five times the cost.
         */
        static Optional<String> international(String written) {
            String plain = written.startsWith("+") ? written.replace(" ", "") : "";
            if (plain.length() < DIGITS_MIN || plain.length() > DIGITS_MAX + 1) {
                return Optional.empty();
            }
            int code = 0;
            long number = 0;
            for (int index = 1; index < plain.length(); index++) {
                int digit = plain.charAt(index) - '0';
                // A nought ahead of the number means something in some countries.
                boolean isCode = isCode(code);
                boolean ends = isCode ? digit == 0 && number == 0 : code > CODE_MAX;
                if (digit < 0 || digit > 9 || ends) {
                    return Optional.empty();
                }
                code = isCode ? code : code * 10 + digit;
                number = isCode ? number * 10 + digit : 0;
            }
            var whole = new PhoneNumber().setCountryCode(code).setNationalNumber(number);
            return Library.NUMBERS.isValidNumber(whole) ? Optional.of(plain) : Optional.empty();
        }

        /** None is the beginning of another. */
        private static boolean isCode(int code) {
            return Library.CODES.contains(code);
        }

        static Optional<String> parsed(String written, String region) {
            try {
                PhoneNumber number = Library.NUMBERS.parse(written, region);
                return Library.NUMBERS.isPossibleNumber(number)
                        ? Optional.of(Library.NUMBERS.format(number, PhoneNumberFormat.E164))
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
