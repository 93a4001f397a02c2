package com.techbro24.crm.leads.search;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, taken apart once.
 *
 * @param text folded
 * @param tokens its parts between spaces
 * @param digits where it may be part of a telephone number, its digits without the zeros that lead
 *     out of a country or a town; otherwise null
 * @param e164 where it is a whole number, that number
 */
public record SearchQuery(
        String text, List<String> tokens, @Nullable String digits, @Nullable String e164) {
    /** The shortest part that an index of three-letter parts can find. */
    static final int PART_LENGTH_MIN = 3;

    private static final int LENGTH_MAX = 100;
    private static final int TOKENS_MAX = 6;
    private static final Pattern NUMBER =
            Pattern.compile("[+\\d][\\d\\s()/.+-]*|[(][\\d+][\\d\\s()/.+-]*");

    /** Around a number: what a link or an address book puts before it, and its extension. */
    private static final Pattern BEFORE_NUMBER =
            Pattern.compile("^(?:tel|phone|callto|sip)\\s*:\\s*");

    private static final Pattern EXTENSION =
            Pattern.compile("(?:[;,]\\s*ext\\s*=|\\be?xt?n?(?:ension)?\\b[.:]?|[x#])\\s*\\d+$");

    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    /** How well a lead answers; an earlier one is better. */
    public enum Rank {
        EXACT,
        PREFIX,
        WORDS,
        PART,
        FUZZY
    }

    /** What of a lead is compared, folded; the number without its plus. */
    public record Candidate(
            String name, @Nullable String email, @Nullable String company, @Nullable String phone) {
        Stream<String> fields() {
            return Stream.<@Nullable String>of(name, email, company, phone)
                    .flatMap(Stream::ofNullable);
        }
    }

    public static SearchQuery of(String written) {
        String text = Fold.of(written);
        if (text.isEmpty() || written.length() > LENGTH_MAX) {
            String message = "A search is 1 to " + LENGTH_MAX + " characters long.";
            throw Problem.invalid(List.of(new InputError("query", "invalid_length", message)));
        }
        String plain = SearchText.withoutApostrophes(text);
        String sought = plain.isBlank() ? text : plain;
        List<String> tokens = Stream.of(sought.split(" ")).distinct().limit(TOKENS_MAX).toList();
        String number = number(text);
        String digits = number == null ? null : digits(number);
        String e164 = digits == null ? null : PhoneNumbers.e164(number).orElse(null);
        return new SearchQuery(sought, tokens, digits, e164);
    }

    /** The telephone number that the folded text is, or is part of; null where it is none. */
    private static @Nullable String number(String text) {
        String bare = BEFORE_NUMBER.matcher(text).replaceFirst("");
        String number = EXTENSION.matcher(bare).replaceFirst("").strip();
        return NUMBER.matcher(number).matches() ? number : null;
    }

    private static @Nullable String digits(String plain) {
        String digits = NO_DIGITS.matcher(plain.replace("(0)", "")).replaceAll("");
        String bare = LEADING_ZEROS.matcher(digits).replaceAll("");
        return bare.length() < PART_LENGTH_MIN ? null : bare;
    }

    public Rank rank(Candidate lead) {
        String number = lead.phone();
        if (number != null && digits != null) {
            if (number.equals(digits) || ("+" + number).equals(e164)) {
                return Rank.EXACT;
            }
            if (number.startsWith(digits)) {
                return Rank.PREFIX;
            }
        }
        if (lead.fields().anyMatch(text::equals)) {
            return Rank.EXACT;
        }
        if (lead.fields().anyMatch(field -> field.startsWith(text))) {
            return Rank.PREFIX;
        }
        if (tokens.stream().allMatch(token -> startsWord(lead, token))) {
            return Rank.WORDS;
        }
        boolean part = tokens.stream().allMatch(token -> holds(lead, token));
        return part || digits != null && number != null && number.contains(digits)
                ? Rank.PART
                : Rank.FUZZY;
    }

    private static boolean startsWord(Candidate lead, String token) {
        return lead.fields()
                .anyMatch(field -> field.startsWith(token) || field.contains(" " + token));
    }

    private static boolean holds(Candidate lead, String token) {
        return lead.fields().anyMatch(field -> field.contains(token));
    }

    /** Whether the index of parts can find every token in the middle of a word. */
    public boolean hasOnlyParts() {
        return tokens.stream().allMatch(SearchQuery::isPart);
    }

    /** Whether the index of parts can find one of the tokens in the middle of a word. */
    public boolean hasParts() {
        return tokens.stream().anyMatch(SearchQuery::isPart);
    }

    /** Whether it is long enough to be found in the middle of a word. */
    static boolean isPart(String token) {
        return token.codePointCount(0, token.length()) >= PART_LENGTH_MIN;
    }
}
