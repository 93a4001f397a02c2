package com.techbro24.crm.leads.search;

import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's trigram index {@code lead_parts} (FTS5). It stores which leads contain a trigram, but
 * not where. Two spaces precede each word, so that word prefixes are trigrams too, from one
 * character on.
 *
 * <p>A match of several trigrams must be verified against the text itself.
 *
 * <p>New leads are indexed in batches, because indexing a few costs nearly as much as many. {@link
 * #UNINDEXED} selects the leads that are not indexed yet; these are scanned.
 */
public final class TrigramIndex {
    /** The SQL condition that a lead is not indexed yet. */
    public static final String UNINDEXED = "row_number > (SELECT row_number FROM lead_parts_reach)";

    /**
     * Not done by triggers: a statement with a trigger runs in a savepoint, at which FTS5 flushes
     * its buffer.
     */
    private static final String INSERT = "INSERT INTO lead_parts (rowid, spaced) VALUES (?, ?)";

    private static final int LENGTH = SearchQuery.TRIGRAM_LENGTH;

    /** This many leads are scanned in less than a millisecond. */
    private static final int UNINDEXED_MAX = 500;

    /** The last indexed row number, even if its row was deleted. */
    private record Watermark(long row) {
        static Watermark read(Tx tx) {
            return new Watermark(tx.count("SELECT row_number FROM lead_parts_reach"));
        }
    }

    private TrigramIndex() {}

    /** Call it after the lead's row was inserted. */
    static void add(Tx tx, long row, SearchFields fields) {
        long reach = tx.cached(Watermark.class, Watermark::read).row;
        if (row <= reach) {
            // The last rows were deleted, and their numbers are reused.
            insert(tx, row, fields);
        } else if (row - reach >= UNINDEXED_MAX) {
            catchUp(tx);
        }
    }

    /** Call it before the lead's row is updated: the old text is read from the row. */
    static void replace(Tx tx, long row, SearchFields fields) {
        if (row <= tx.cached(Watermark.class, Watermark::read).row) {
            tx.update(
                    "INSERT INTO lead_parts (lead_parts, rowid, spaced)"
                            + " SELECT 'delete', row_number, spaced FROM lead_texts"
                            + " WHERE row_number = ?",
                    row);
            insert(tx, row, fields);
        }
    }

    private static void insert(Tx tx, long row, SearchFields fields) {
        tx.update(INSERT, values(row, SearchText.of(fields)));
    }

    private static @Nullable Object[] values(long row, String text) {
        return new @Nullable Object[] {row, "  " + spaced(text)};
    }

    /** Indexes all leads that are not indexed yet. */
    public static void catchUp(Tx tx) {
        List<@Nullable Object[]> unindexed =
                tx.list(
                        "SELECT row_number, search_text FROM leads WHERE " + UNINDEXED,
                        row -> values(row.longInteger(), row.text()));
        tx.updateAll(INSERT, unindexed);
        tx.update(
                "UPDATE lead_parts_reach SET row_number ="
                        + " MAX(row_number, (SELECT COALESCE(MAX(row_number), 0) FROM leads))");
        tx.invalidate(Watermark.class);
    }

    /** Leads with all of {@code parts}: short ones as word prefixes, longer ones anywhere. */
    public static String match(List<String> parts) {
        return parts.stream()
                .map(
                        part ->
                                SearchQuery.isTrigram(part)
                                        ? trigrams(spaced(part))
                                        : wordPrefix(part))
                .collect(Collectors.joining(" AND "));
    }

    /** Leads with a word that starts with {@code word}, and with all of {@code parts}. */
    public static String match(String word, List<String> parts) {
        return parts.isEmpty() ? wordPrefix(word) : wordPrefix(word) + " AND " + match(parts);
    }

    /** Leads that may have one of the words; as selective as possible, because each is verified. */
    public static String matchOneOf(List<String> words) {
        return words.stream()
                .map(word -> "(" + trigrams(word, 1) + ")")
                .collect(Collectors.joining(" OR "));
    }

    /** From two characters on, one leading space is enough for a trigram. */
    private static String wordPrefix(String part) {
        String spaced = spaced(part);
        return trigrams((spaced.codePointCount(0, spaced.length()) < 2 ? "  " : " ") + spaced);
    }

    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (SearchText.SEPARATORS.indexOf(next) < 0) {
                spaced.append(next);
            } else {
                spaced.append("  ");
            }
        }
        return spaced.toString();
    }

    /** Trigrams that cover the text without overlap; more would cost more time than they save. */
    private static String trigrams(String text) {
        return trigrams(text, LENGTH);
    }

    /** Every {@code step}th trigram and the last one, in FTS5 query syntax. */
    private static String trigrams(String text, int step) {
        int[] points = text.codePoints().toArray();
        int last = points.length - LENGTH;
        IntStream starts = IntStream.iterate(0, from -> from < last, from -> from + step);
        return IntStream.concat(starts, IntStream.of(last))
                .mapToObj(from -> new String(points, from, LENGTH))
                .distinct()
                .map(trigram -> "\"" + trigram.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(" AND "));
    }
}
