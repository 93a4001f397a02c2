package com.techbro24.crm.base;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses phone numbers. The default region is set once, at startup. */
public final class PhoneNumbers {
    private static final int KEPT_MAX = 1_024;
    private static final int WRITTEN_LENGTH_MAX = 40;
    private static final int DIGITS_MIN = 7;
    private static final int DIGITS_MAX = 15;
    private static final int CODE_MAX = 999;

    private static final String EXTENSION = ";ext=";

    private static final int ARGENTINA = 54;
    private static final int BRAZIL = 55;
    private static final int MEXICO = 52;
    private static final int NORTH_AMERICA = 1;

    /** Country codes with old and new forms of the same number. These skip the fast path. */
    private static final Set<Integer> RENUMBERED = Set.of(ARGENTINA, BRAZIL, MEXICO);

    /** Invisible characters: formatting characters and variation selectors. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\p{Cc}\\ufe00-\\ufe0f\\x{e0100}-\\x{e01ef}]+");

    private static final Pattern SPACES = Pattern.compile("\\p{Z}+");

    /** A number whose first digits are 00, the prefix for calls abroad in most countries. */
    private static final Pattern ABROAD = Pattern.compile("^([^\\d+]*)00");

    private static final Pattern BRAZILIAN_OLD_MOBILE = Pattern.compile("[1-9]{2}[6-9]\\d{7}");
    private static final Pattern MEXICAN_OLD_MOBILE = Pattern.compile("1[1-9]\\d{9}");
    private static final Pattern ARGENTINE_MOBILE = Pattern.compile("9[1-9]\\d{9}");
    private static final Pattern NORTH_AMERICAN = Pattern.compile("[2-9]\\d{2}[2-9]\\d{6}");
    private static final Pattern ONE_DIGIT = Pattern.compile("(\\d)\\1*");

    /** Loaded on first use: loading slows startup. */
    private static final class Library {
        static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
        static final Set<Integer> CODES = NUMBERS.getSupportedCallingCodes();
    }

    /**
     * A parsed number.
     *
     * @param e164 {@code +4930123456}; null if it can only be dialled locally, or not at all
     * @param extension the digits to dial once connected; null for none
     */
    public record Read(@Nullable String e164, @Nullable String extension) {}

    /** A cached result, valid for one default region. */
    private record Kept(String written, String region, Optional<Read> read) {}

    /**
     * Cache indexed by hash: a number is parsed when it is validated, and again when it is stored.
     */
    private static final AtomicReferenceArray<@Nullable Kept> KEPT =
            new AtomicReferenceArray<>(KEPT_MAX);

    private static volatile String region = "US";

    private PhoneNumbers() {}

    public static void region(String iso3166) {
        region = iso3166;
    }

    /** The number in E.164 form, {@code +4930123456}; empty if it has none. */
    public static Optional<String> e164(@Nullable String written) {
        return read(written).map(Read::e164);
    }

    /** The extension of the number; empty for none. */
    public static Optional<String> extension(@Nullable String written) {
        return read(written).map(Read::extension);
    }

    /**
     * The key that identifies the person behind a number: E.164 and the extension in RFC 3966 form,
     * {@code +16465550100;ext=12}. Empty if the number has no E.164 form.
     */
    public static Optional<String> contact(@Nullable String written) {
        return read(written)
                .filter(number -> number.e164 != null)
                .map(number -> contact(number.e164, number.extension));
    }

    private static String contact(@Nullable String e164, @Nullable String extension) {
        return extension == null ? String.valueOf(e164) : e164 + EXTENSION + extension;
    }

    /** The E.164 form of a {@link #contact}. */
    public static String e164Of(String contact) {
        int at = contact.indexOf(EXTENSION);
        return at < 0 ? contact : contact.substring(0, at);
    }

    /** The extension of a {@link #contact}; null for none. */
    public static @Nullable String extensionOf(String contact) {
        int at = contact.indexOf(EXTENSION);
        return at < 0 ? null : contact.substring(at + EXTENSION.length());
    }

    /** The number; empty if the text is not a phone number. */
    public static Optional<Read> read(@Nullable String written) {
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
        return kept.read;
    }

    private static Optional<Read> read(String written, String region) {
        return international(written)
                .or(() -> abroad(written, region))
                .or(() -> parsed(written, region));
    }

    /**
     * A number written with 00 for the plus. Regions with another prefix for calls abroad, such as
     * 011 in North America, do not know it. A number that is valid in the region stays that number.
     */
    private static Optional<Read> abroad(String written, String region) {
        Matcher prefix = ABROAD.matcher(visible(written));
        if (!prefix.find()) {
            return Optional.empty();
        }
        String whole = prefix.replaceFirst("$1+");
        return isValid(visible(written), region) || !isValid(whole, region)
                ? Optional.empty()
                : parsed(whole, region);
    }

    private static boolean isValid(String visible, String region) {
        try {
            return Library.NUMBERS.isValidNumber(
                    renumbered(Library.NUMBERS.parse(visible, region)));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /**
     * All E.164 forms of the same number, the argument first. An Argentine mobile number has a 9
     * after the country code when called from abroad, and many people omit it.
     */
    public static List<String> forms(String e164) {
        String code = "+" + ARGENTINA;
        if (!e164.startsWith(code)) {
            return List.of(e164);
        }
        String national = e164.substring(code.length());
        if (ARGENTINE_MOBILE.matcher(national).matches()) {
            return List.of(e164, code + national.substring(1));
        }
        return ARGENTINE_MOBILE.matcher("9" + national).matches()
                ? List.of(e164, code + "9" + national)
                : List.of(e164);
    }

    /**
     * Fast path for a valid number with country code and only digits and spaces. Parsing gives the
     * same result at five times the cost.
     */
    static Optional<Read> international(String written) {
        String plain = written.startsWith("+") ? written.replace(" ", "") : "";
        if (plain.length() < DIGITS_MIN || plain.length() > DIGITS_MAX + 1) {
            return Optional.empty();
        }
        int code = 0;
        long number = 0;
        for (int index = 1; index < plain.length(); index++) {
            int digit = plain.charAt(index) - '0';
            // A leading zero has a meaning in some countries.
            boolean isCode = isCode(code);
            boolean ends = isCode ? digit == 0 && number == 0 : code > CODE_MAX;
            if (digit < 0 || digit > 9 || ends) {
                return Optional.empty();
            }
            code = isCode ? code : code * 10 + digit;
            number = isCode ? number * 10 + digit : 0;
        }
        if (RENUMBERED.contains(code)) {
            return Optional.empty();
        }
        var whole = new PhoneNumber().setCountryCode(code).setNationalNumber(number);
        return Library.NUMBERS.isValidNumber(whole)
                ? Optional.of(new Read(plain, null))
                : Optional.empty();
    }

    /** No country code is the prefix of another. */
    private static boolean isCode(int code) {
        return Library.CODES.contains(code);
    }

    static Optional<Read> parsed(String written, String region) {
        try {
            PhoneNumber number = renumbered(Library.NUMBERS.parse(visible(written), region));
            String extension = number.getExtension().isEmpty() ? null : number.getExtension();
            ValidationResult reason = Library.NUMBERS.isPossibleNumberWithReason(number);
            return switch (reason) {
                case IS_POSSIBLE, IS_POSSIBLE_LOCAL_ONLY ->
                        Optional.of(
                                new Read(
                                        isDialable(number, reason) ? format(number) : null,
                                        extension));
                case INVALID_COUNTRY_CODE, TOO_SHORT, INVALID_LENGTH, TOO_LONG -> Optional.empty();
            };
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static String format(PhoneNumber number) {
        return Library.NUMBERS.format(number, PhoneNumberFormat.E164);
    }

    /** Removes invisible characters, which copied text often contains. */
    private static String visible(String written) {
        String plain = Normalizer.normalize(written, Normalizer.Form.NFKC);
        return SPACES.matcher(INVISIBLE.matcher(plain).replaceAll("")).replaceAll(" ").strip();
    }

    /**
     * The number in today's form. Mexico dropped the 1 before mobile numbers in 2019; Brazil added
     * a 9 before them, region by region, until 2016.
     */
    private static PhoneNumber renumbered(PhoneNumber number) {
        String national = Library.NUMBERS.getNationalSignificantNumber(number);
        if (number.getCountryCode() == MEXICO && MEXICAN_OLD_MOBILE.matcher(national).matches()) {
            return number.setNationalNumber(Long.parseLong(national.substring(1)));
        }
        if (number.getCountryCode() == BRAZIL && BRAZILIAN_OLD_MOBILE.matcher(national).matches()) {
            String whole = national.substring(0, 2) + "9" + national.substring(2);
            return number.setNationalNumber(Long.parseLong(whole));
        }
        return number;
    }

    /**
     * Whether a number can be dialled from another region. The library does not know ranges opened
     * after its release. So a number that it calls invalid is rejected only if no numbering plan
     * can contain it: placeholders such as 0000000000, and numbers that North America never
     * assigns.
     */
    private static boolean isDialable(PhoneNumber number, ValidationResult reason) {
        String national = Library.NUMBERS.getNationalSignificantNumber(number);
        return Library.NUMBERS.isValidNumber(number)
                || reason == ValidationResult.IS_POSSIBLE
                        && !ONE_DIGIT.matcher(national).matches()
                        && (number.getCountryCode() != NORTH_AMERICA
                                || NORTH_AMERICAN.matcher(national).matches());
    }
}
