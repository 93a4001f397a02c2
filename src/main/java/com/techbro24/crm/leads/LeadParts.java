package com.techbro24.crm.leads;

import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's index of the parts of leads, {@code lead_parts}: which leads hold three characters in a
 * row, and not where. Words stand after two spaces in it, so that their beginnings are parts too,
 * from one character on.
 *
 * <p>Who has found a longer part's threes looks at the text itself.
 *
 * <p>New leads are taken in many at once, since writing the index for few costs hardly less. Those
 * behind its reach are in no index; {@link #BEHIND} finds them, for a look at each.
 */
final class LeadParts {
    /** That the index does not know a lead yet. */
    static final String BEHIND = "row_number > (SELECT row_number FROM lead_parts_reach)";

    /**
     * Not by triggers: each statement with one runs under a savepoint, at which FTS5 writes down
     * what it has gathered.
     */
    private static final String INSERT = "INSERT INTO lead_parts (rowid, spaced) VALUES (?, ?)";

    private static final int LENGTH = LeadQuery.PART_LENGTH_MIN;

    /** So many are looked at in less than a millisecond. */
    private static final int BEHIND_MAX = 500;

    /** The last row that the index has taken in, unless it is gone. */
    private record Reach(long row) {
        static Reach read(Tx tx) {
            return new Reach(tx.count("SELECT row_number FROM lead_parts_reach"));
        }
    }

    private LeadParts() {}

    /** After the lead's row has been written. */
    static void add(Tx tx, long row, Lead lead) {
        long reach = tx.cached(Reach.class, Reach::read).row;
        if (row <= reach) {
            // The leads that had the last rows are gone, and their numbers given out again.
            insert(tx, row, lead);
        } else if (row - reach >= BEHIND_MAX) {
            takeIn(tx);
        }
    }

    /** Before the lead's row is written: what it was before is read from there. */
    static void replace(Tx tx, long row, Lead lead) {
        if (row <= tx.cached(Reach.class, Reach::read).row) {
            tx.update(
                    "INSERT INTO lead_parts (lead_parts, rowid, spaced)"
                            + " SELECT 'delete', row_number, spaced FROM lead_texts"
                            + " WHERE row_number = ?",
                    row);
            insert(tx, row, lead);
        }
    }

    private static void insert(Tx tx, long row, Lead lead) {
        tx.update(INSERT, values(row, LeadText.of(lead)));
    }

    private static @Nullable Object[] values(long row, String text) {
        return new @Nullable Object[] {row, "  " + spaced(text)};
    }

    /** Brings the index up to the last lead. */
    static void takeIn(Tx tx) {
        List<@Nullable Object[]> behind =
                tx.list(
                        "SELECT row_number, search_text FROM leads WHERE " + BEHIND,
                        row -> values(row.longInteger(), row.text()));
        tx.updateAll(INSERT, behind);
        tx.update(
                "UPDATE lead_parts_reach SET row_number ="
                        + " MAX(row_number, (SELECT COALESCE(MAX(row_number), 0) FROM leads))");
        tx.invalidate(Reach.class);
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

    /** Leads that may have one of the words; as few as can be, since each is looked at. */
    static String matchOneOf(List<String> words) {
        return words.stream()
                .map(word -> "(" + threes(word, 1) + ")")
                .collect(Collectors.joining(" OR "));
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
            if (LeadText.BETWEEN_WORDS.indexOf(next) < 0) {
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
