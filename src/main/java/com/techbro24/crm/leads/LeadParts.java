package com.techbro24.crm.leads;

import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * SQLite's index of the parts of leads, {@code lead_parts}: which leads hold three characters in a
 * row, and not where. Words stand after two spaces in it, so that their beginnings are parts too,
 * from one character on.
 *
 * <p>Who has found a longer part's threes looks at the text itself.
 */
final class LeadParts {
    /** What stands between words; the view {@code lead_texts} has the same. */
    private static final String BETWEEN_WORDS = " \n-'/&(,";

    private static final int LENGTH = LeadQuery.PART_LENGTH_MIN;

    private LeadParts() {}

    /**
     * Not by triggers: each statement with one runs under a savepoint, at which FTS5 writes down
     * what it has gathered.
     */
    static void add(Tx tx, long row, String searchText) {
        tx.update(
                "INSERT INTO lead_parts (rowid, spaced) VALUES (?, ?)",
                row,
                "  " + spaced(searchText));
    }

    /** Takes out what was put in for a lead's row, while that is as it was. */
    static void remove(Tx tx, long row) {
        tx.update(
                "INSERT INTO lead_parts (lead_parts, rowid, spaced)"
                        + " SELECT 'delete', row_number, spaced FROM lead_texts"
                        + " WHERE row_number = ?",
                row);
    }

    /** Leads with all of {@code parts}: a short one where a word begins, a longer one anywhere. */
    static String match(List<String> parts) {
        return parts.stream()
                .map(part -> LeadQuery.isPart(part) ? threes(spaced(part)) : beginning(part))
                .collect(Collectors.joining(" AND "));
    }

    /** Leads with a word that begins with {@code word}, and with all of {@code parts}. */
    static String match(String word, List<String> parts) {
        return parts.isEmpty() ? beginning(word) : beginning(word) + " AND " + match(parts);
    }

    /** One of the words, whole; as few rows as can be are looked at, since that is dear. */
    static Listing.Filter holdOneWordOf(Listing.Filter filter, List<String> words) {
        String match =
                words.stream()
                        .map(word -> "(" + threes(word, 1) + ")")
                        .collect(Collectors.joining(" OR "));
        filter.and("lead_parts MATCH ?", match);
        String whole = "char(10) || leads.search_text || char(10) GLOB ?";
        return filter.and(
                "(" + String.join(" OR ", Collections.nCopies(words.size(), whole)) + ")",
                words.stream().map(word -> "*[^a-z0-9]" + word + "[^a-z0-9]*").toArray());
    }

    /** Whether the index says of a part all there is to say: that it begins a word. */
    static boolean isToldExactly(String part) {
        return !LeadQuery.isPart(part) && spaced(part).equals(part);
    }

    /** From two characters on, that one space is before them says that two are. */
    private static String beginning(String part) {
        String spaced = spaced(part);
        return threes((spaced.codePointCount(0, spaced.length()) < 2 ? "  " : " ") + spaced);
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (BETWEEN_WORDS.indexOf(next) < 0) {
                spaced.append(next);
            } else {
                spaced.append("  ");
            }
        }
        return spaced.toString();
    }

    /** Threes that cover it from end to end: more would be asked for longer than they save. */
    private static String threes(String text) {
        return threes(text, LENGTH);
    }

    /** Each {@code step}th of its threes and the last, in the language of FTS5. */
    private static String threes(String text, int step) {
        int[] points = text.codePoints().toArray();
        int last = points.length - LENGTH;
        IntStream starts = IntStream.iterate(0, from -> from < last, from -> from + step);
        return IntStream.concat(starts, IntStream.of(last))
                .mapToObj(from -> new String(points, from, LENGTH))
                .distinct()
                .map(three -> "\"" + three.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(" AND "));
    }
}
