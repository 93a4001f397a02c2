package com.techbro24.crm.base;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Folds text for search, sorting and comparison: lower case, no accents, single spaces, one form of
 * apostrophe, Latin digits, hiragana instead of katakana. Text is folded here before it is stored,
 * so that both databases search and sort alike.
 */
public final class Fold {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    /** Formatting characters. They are invisible, also within a word. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    /** Characters that people type, or editors insert, instead of an apostrophe. */
    private static final Pattern APOSTROPHES =
            Pattern.compile("[\\u2018\\u2019\\u201b\\u02bb\\u02bc\\u02b9\\u2032\\u00b4`\\uff07]");

    private static final int KATAKANA_FIRST = 0x30a1;
    private static final int KATAKANA_LAST = 0x30f6;
    private static final int TO_HIRAGANA = 0x60;

    private Fold() {}

    public static String of(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String visible = INVISIBLE.matcher(text).replaceAll("");
        // Once before normalisation, which turns one of them into a space and an accent; and once
        // after it, since it produces one of them.
        String plain = APOSTROPHES.matcher(visible).replaceAll("'");
        String normal = Normalizer.normalize(plain, Normalizer.Form.NFKC);
        String lower = APOSTROPHES.matcher(normal).replaceAll("'").toLowerCase(Locale.ROOT);
        String bare =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        StringBuilder folded = new StringBuilder(bare.length());
        bare.codePoints().forEach(point -> folded.append(letters(point)));
        return SPACES.matcher(folded).replaceAll(" ").strip();
    }

    /**
     * Replaces letters that Unicode does not decompose, as people type them on another keyboard.
     */
    private static String letters(int point) {
        return switch (point) {
            case 'ß' -> "ss";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'ø' -> "o";
            case 'ł' -> "l";
            case 'đ', 'ð' -> "d";
            case 'þ' -> "th";
            case 'ı' -> "i";
            default -> Character.toString(standard(point));
        };
    }

    /** Digits of any script as Latin ones, katakana as hiragana. */
    private static int standard(int point) {
        if (point > 0x7f && Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER) {
            return '0' + Character.digit(point, 10);
        }
        return point >= KATAKANA_FIRST && point <= KATAKANA_LAST ? point - TO_HIRAGANA : point;
    }

    /** Whether lower-casing is all that is needed. */
    private static boolean isPlain(String text) {
        char last = ' ';
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            boolean single = next == ' ' && last != ' ';
            if (!single && !(next > ' ' && next < 0x7f && next != '`')) {
                return false;
            }
            last = next;
        }
        return last != ' ' || text.isEmpty();
    }
}
