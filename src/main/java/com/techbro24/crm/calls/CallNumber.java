package com.techbro24.crm.calls;

import com.techbro24.crm.base.PhoneNumbers;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The remote number as telephony reports it: a telephone number, an internal number such as {@code
 * 204}, or a word for a withheld number, such as {@code anonymous}.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CallNumber.Check.class)
public @interface CallNumber {
    String message() default "is not a telephone number";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Validates {@link CallNumber}. */
    final class Check implements ConstraintValidator<CallNumber, String> {
        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null
                    || Reading.isWithheld(value)
                    || Reading.INTERNAL.matcher(value.strip()).matches()
                    || PhoneNumbers.read(value).isPresent();
        }
    }

    /** Parses such a number. */
    final class Reading {
        static final Pattern INTERNAL = Pattern.compile("[*#]{0,2}\\d{1,6}#?");

        private static final Pattern SIP = Pattern.compile("^\"?([^\"<]*)\"?\\s*(?:<.*>)?$");
        private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

        private static final Set<String> WITHHELD =
                Set.of(
                        "anonymous",
                        "blocked",
                        "callerunknown",
                        "hidden",
                        "nocallerid",
                        "nonumber",
                        "private",
                        "privatenumber",
                        "restricted",
                        "unavailable",
                        "unknown",
                        "unknowncaller",
                        "withheld",
                        "withheldnumber");

        /** What Twilio sends for anonymous, restricted, blocked, unknown and unavailable. */
        private static final Set<String> SPELLED_WITHHELD =
                Set.of("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253");

        private Reading() {}

        /** Whether the text means a withheld number. */
        static boolean isWithheld(String input) {
            String plain = Normalizer.normalize(input, Normalizer.Form.NFKC).strip();
            if (plain.isEmpty() || SPELLED_WITHHELD.contains(plain)) {
                return true;
            }
            var sip = SIP.matcher(plain.toLowerCase(Locale.ROOT).replaceFirst("^sips?:", ""));
            String word = sip.matches() ? sip.group(1).replaceFirst("@.*", "") : "";
            return WITHHELD.contains(NO_LETTERS.matcher(word).replaceAll(""));
        }

        /** The number to store; null if it was withheld. */
        static @Nullable String shown(@Nullable String input) {
            return input == null || isWithheld(input) ? null : input;
        }
    }
}
