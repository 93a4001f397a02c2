package com.techbro24.crm.leads.search;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Typos in words. Two words with an edit distance of one (insertion, deletion, substitution or
 * transposition) share a variant in which at most one letter is deleted. So a few variants are
 * looked up, instead of comparing with every word.
 */
final class Typo {
    private static final int LENGTH_MIN = 4;

    /** From this length on, a distance of two is tolerated if the lookup finds the word. */
    private static final int LONG_LENGTH_MIN = 8;

    private Typo() {}

    /** Whether typos in the word are tolerated: not in short words or numbers. */
    static boolean isCorrectable(String word) {
        return word.length() >= LENGTH_MIN - 1 && !isNumber(word);
    }

    private static boolean isNumber(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (!Character.isDigit(word.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    /** The word and its variants without one letter; empty if typos are not tolerated. */
    static Set<String> variants(String word) {
        Set<String> variants = new LinkedHashSet<>();
        if (!isCorrectable(word)) {
            return variants;
        }
        variants.add(word);
        if (word.length() >= LENGTH_MIN) {
            for (int index = 0; index < word.length(); index++) {
                variants.add(word.substring(0, index) + word.substring(index + 1));
            }
        }
        return variants;
    }

    static boolean isMatch(String input, String word) {
        return input.length() >= LENGTH_MIN
                && distance(input, word) <= (input.length() >= LONG_LENGTH_MIN ? 2 : 1);
    }

    /** Orders by distance, then alphabetically. */
    static Comparator<String> byDistance(String input) {
        return Comparator.<String>comparingInt(word -> distance(input, word))
                .thenComparing(Comparator.naturalOrder());
    }

    /** The edit distance of two words (optimal string alignment). */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            last[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int wrong = one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1;
                row[column] =
                        Math.min(
                                Math.min(row[column - 1], last[column]) + 1,
                                last[column - 1] + wrong);
                boolean swapped =
                        line > 1
                                && column > 1
                                && one.charAt(line - 1) == other.charAt(column - 2)
                                && one.charAt(line - 2) == other.charAt(column - 1);
                if (swapped) {
                    row[column] = Math.min(row[column], beforeLast[column - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[other.length()];
    }
}
