package com.techbro24.crm.base;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text as search, order and comparison see it: lower-case, without accents, single spaces. Both
 * databases are given text that was folded here, so that they find and order alike.
 */
public final class Fold {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{C}]+");

    private Fold() {}

    public static String of(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String bare =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        StringBuilder folded = new StringBuilder(bare.length());
        bare.codePoints().forEach(point -> folded.append(letters(point)));
        return SPACES.matcher(folded).replaceAll(" ").strip();
    }

    /** Letters that Unicode does not take apart, as people type them without their keyboard. */
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
            default -> Character.toString(point);
        };
    }

    /** Whether nothing but its case may have to change. */
    private static boolean isPlain(String text) {
        char last = ' ';
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            boolean single = next == ' ' && last != ' ';
            if (!single && !(next > ' ' && next < 0x7f)) {
                return false;
            }
            last = next;
        }
        return last != ' ' || text.isEmpty();
    }
}
