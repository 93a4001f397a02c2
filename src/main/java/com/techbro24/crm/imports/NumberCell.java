package com.techbro24.crm.imports;

import com.techbro24.crm.base.VisibleText;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number in the formats of many countries: 1250, 1,250.50, 1.250,50, 1 250,50, 1'250.50,
 * 1,00,000, with a currency sign or code. A number such as 1.250 is ambiguous.
 *
 * @param byPoint the value with a decimal point; null if invalid
 * @param byComma the value with a decimal comma; null if invalid
 * @param sign the currency sign or code; null for none
 */
record NumberCell(
        @Nullable BigDecimal byPoint, @Nullable BigDecimal byComma, @Nullable String sign) {
    private static final int LENGTH_MAX = 80;
    private static final String SIGN =
            "((?:US|[A-Z]{0,2})\\p{Sc}|[A-Z]{3}|kr\\.?|Fr\\.?|Rs\\.?|z\u0142|K\u010d|Ft)";
    private static final Pattern SIGN_AHEAD = Pattern.compile("(-?) ?" + SIGN + " ?(?=[-\\d])(.*)");
    private static final Pattern SIGN_BEHIND = Pattern.compile("(.*[\\d-]) ?" + SIGN);

    /** A dash for no decimals: 1.250,- */
    private static final Pattern DASH = Pattern.compile("(?<=\\d)([.,])[-\u2013\u2014]{1,2}$");

    private static final Pattern BY_POINT = pattern(',', "\\.", "|[1-9]\\d?(?:,\\d{2})+,\\d{3}");
    private static final Pattern BY_COMMA = pattern('.', ",", "");

    private static final Map<String, String> CODES =
            Map.ofEntries(
                    Map.entry("\u20ac", "EUR"),
                    Map.entry("\u00a3", "GBP"),
                    Map.entry("\u20b9", "INR"),
                    Map.entry("\u20bd", "RUB"),
                    Map.entry("\u20ba", "TRY"),
                    Map.entry("\u20b4", "UAH"),
                    Map.entry("\u20aa", "ILS"),
                    Map.entry("US$", "USD"),
                    Map.entry("R$", "BRL"),
                    Map.entry("z\u0142", "PLN"),
                    Map.entry("K\u010d", "CZK"),
                    Map.entry("Ft", "HUF"));
    private static final Set<String> ISO_4217 =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());
    private static final NumberCell NONE = new NumberCell(null, null, null);

    /** Digits, or groups of three with one separator, then the decimals. */
    private static Pattern pattern(char group, String mark, String others) {
        String groups =
                "[1-9]\\d{0,2}(?:(?<between>[" + group + " '])\\d{3})(?:\\k<between>\\d{3})*";
        return Pattern.compile("(-?(?:\\d+|" + groups + others + "))(?:" + mark + "(\\d+))?");
    }

    static NumberCell of(String cell) {
        String text = DASH.matcher(plain(VisibleText.line(cell))).replaceFirst("$100");
        if (text.length() > LENGTH_MAX) {
            return NONE;
        }
        String sign = null;
        Matcher ahead = SIGN_AHEAD.matcher(text);
        Matcher behind = SIGN_BEHIND.matcher(text);
        if (ahead.matches()) {
            sign = ahead.group(2);
            text = ahead.group(1) + ahead.group(3);
        } else if (behind.matches()) {
            sign = behind.group(2);
            text = DASH.matcher(behind.group(1)).replaceFirst("$100");
        }
        if (sign != null && sign.matches("[A-Z]{3}") && !ISO_4217.contains(sign)) {
            return NONE;
        }
        return new NumberCell(read(BY_POINT, text), read(BY_COMMA, text), sign);
    }

    /** Digits of any script as ASCII, and one form of each space, apostrophe and minus. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (Character.isDigit(point)) {
                                plain.append(Character.digit(point, 10));
                            } else if (Character.isSpaceChar(point)) {
                                plain.append(' ');
                            } else if (point == 0x2019 || point == 0x2bc) {
                                plain.append('\'');
                            } else {
                                plain.appendCodePoint(point == 0x2212 ? '-' : point);
                            }
                        });
        return plain.toString();
    }

    private static @Nullable BigDecimal read(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.matches()) {
            return null;
        }
        String decimals = found.group(3);
        String whole = found.group(1).replaceAll("[^-\\d]", "");
        return new BigDecimal(decimals == null ? whole : whole + "." + decimals);
    }

    boolean isNumber() {
        return byPoint != null || byComma != null;
    }

    /** The number; empty if invalid or ambiguous. */
    Optional<BigDecimal> number(@Nullable DecimalMark mark) {
        return switch (mark) {
            case POINT -> Optional.ofNullable(byPoint);
            case COMMA -> Optional.ofNullable(byComma);
            case null -> isAmbiguous() ? Optional.empty() : either();
        };
    }

    private Optional<BigDecimal> either() {
        return Optional.ofNullable(byPoint).or(() -> Optional.ofNullable(byComma));
    }

    boolean isAmbiguous() {
        return byPoint != null && byComma != null && byPoint.compareTo(byComma) != 0;
    }

    /** The only separator with which it is valid; empty if both or none. */
    Optional<DecimalMark> onlyMark() {
        return isNumber() && (byPoint == null || byComma == null)
                ? Optional.of(byPoint == null ? DecimalMark.COMMA : DecimalMark.POINT)
                : Optional.empty();
    }

    /** The ISO 4217 code; empty if the sign is missing or shared by several currencies. */
    Optional<String> currency() {
        return sign == null
                ? Optional.empty()
                : Optional.ofNullable(ISO_4217.contains(sign) ? sign : CODES.get(sign));
    }
}
