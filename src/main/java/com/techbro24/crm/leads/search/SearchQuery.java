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
 * A parsed search query.
 *
 * @param text the folded text
 * @param tokens the tokens between spaces
 * @param digits the digits if it may be part of a telephone number, without trunk and exit zeros;
 *     otherwise null
 * @param e164 the number if it is a full one; otherwise null
 */
public record SearchQuery(
        String text, List<String> tokens, @Nullable String digits, @Nullable String e164) {
    /** The shortest token that a trigram index can find. */
    static final int TRIGRAM_LENGTH = 3;

    private static final int LENGTH_MAX = 100;
    private static final int TOKENS_MAX = 6;
    private static final Pattern NUMBER =
            Pattern.compile("[+\\d][\\d\\s()/.+-]*|[(][\\d+][\\d\\s()/.+-]*");

    /** Prefixes that links and address books put before a number. */
    private static final Pattern BEFORE_NUMBER =
            Pattern.compile("^(?:tel|phone|callto|sip)\\s*:\\s*");

    private static final Pattern EXTENSION =
            Pattern.compile("(?:[;,]\\s*ext\\s*=|\\be?xt?n?(?:ension)?\\b[.:]?|[x#])\\s*\\d+$");

    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    /** The quality of a match; earlier is better. */
    public enum Rank {
        EXACT,
        PREFIX,
        WORD_PREFIX,
        SUBSTRING,
        FUZZY
    }

    /** The compared fields of a lead, folded; the number without its plus. */
    public record Candidate(
            String name, @Nullable String email, @Nullable String company, @Nullable String phone) {
        Stream<String> fields() {
            return Stream.<@Nullable String>of(name, email, company, phone)
                    .flatMap(Stream::ofNullable);
        }
    }

    public static SearchQuery of(String input) {
        String text = Fold.of(input);
        if (text.isEmpty() || input.length() > LENGTH_MAX) {
            String message = "query must have 1 to " + LENGTH_MAX + " characters.";
            throw Problem.invalid(List.of(new InputError("query", "invalid_length", message)));
        }
        String plain = SearchText.stripApostrophes(text);
        String searchText = plain.isBlank() ? text : plain;
        List<String> tokens =
                Stream.of(searchText.split(" ")).distinct().limit(TOKENS_MAX).toList();
        String number = number(text);
        String digits = number == null ? null : digits(number);
        String e164 = digits == null ? null : PhoneNumbers.e164(number).orElse(null);
        return new SearchQuery(searchText, tokens, digits, e164);
    }

    /** The full or partial telephone number in the folded text; null for none. */
    private static @Nullable String number(String text) {
        String bare = BEFORE_NUMBER.matcher(text).replaceFirst("");
        String number = EXTENSION.matcher(bare).replaceFirst("").strip();
        return NUMBER.matcher(number).matches() ? number : null;
    }

    private static @Nullable String digits(String plain) {
        String digits = NO_DIGITS.matcher(plain.replace("(0)", "")).replaceAll("");
        String bare = LEADING_ZEROS.matcher(digits).replaceAll("");
        return bare.length() < TRIGRAM_LENGTH ? null : bare;
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
        if (tokens.stream().allMatch(token -> hasWordPrefix(lead, token))) {
            return Rank.WORD_PREFIX;
        }
        boolean part = tokens.stream().allMatch(token -> contains(lead, token));
        return part || digits != null && number != null && number.contains(digits)
                ? Rank.SUBSTRING
                : Rank.FUZZY;
    }

    private static boolean hasWordPrefix(Candidate lead, String token) {
        return lead.fields()
                .anyMatch(field -> field.startsWith(token) || field.contains(" " + token));
    }

    private static boolean contains(Candidate lead, String token) {
        return lead.fields().anyMatch(field -> field.contains(token));
    }

    /** Whether the trigram index can find every token. */
    public boolean hasOnlyTrigrams() {
        return tokens.stream().allMatch(SearchQuery::isTrigram);
    }

    /** Whether the trigram index can find at least one token. */
    public boolean hasTrigrams() {
        return tokens.stream().anyMatch(SearchQuery::isTrigram);
    }

    /** Whether it is long enough for the trigram index. */
    static boolean isTrigram(String token) {
        return token.codePointCount(0, token.length()) >= TRIGRAM_LENGTH;
    }
}
