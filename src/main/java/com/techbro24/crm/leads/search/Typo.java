package com.techbro24.crm.leads.search;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Slips in words. Two words that are one slip apart (a letter too many, too few, wrong, or two
 * swapped) have a spelling in common once at most one letter is left out of each; so they are found
 * by looking up few spellings instead of comparing with every word.
 */
final class Typo {
    private static final int LENGTH_MIN = 4;

    /** From this length on, two slips are forgiven where a look-up finds them. */
    private static final int LONG_LENGTH_MIN = 8;

    private Typo() {}

    /** Whether slips in the word are forgiven: not in a short one, nor in a number. */
    static boolean isForgiven(String word) {
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

    /**
     * The word, and what is left of it without one of its letters; none where it counts as it is.
     */
    static Set<String> spellings(String word) {
        Set<String> spellings = new LinkedHashSet<>();
        if (!isForgiven(word)) {
            return spellings;
        }
        spellings.add(word);
        if (word.length() >= LENGTH_MIN) {
            for (int index = 0; index < word.length(); index++) {
                spellings.add(word.substring(0, index) + word.substring(index + 1));
            }
        }
        return spellings;
    }

    static boolean mayMean(String written, String word) {
        return written.length() >= LENGTH_MIN
                && distance(written, word) <= (written.length() >= LONG_LENGTH_MIN ? 2 : 1);
    }

    /** The smallest slip first, then by the alphabet. */
    static Comparator<String> nearestTo(String written) {
        return Comparator.<String>comparingInt(word -> distance(written, word))
                .thenComparing(Comparator.naturalOrder());
    }

    /** How many slips lie between two words (optimal string alignment). */
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
