package com.techbro24.crm.leads.search;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.database.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The search text of a lead, {@code leads.search_text}, and the SQL conditions on it. */
public final class SearchText {
    /** The word separators; SQLite's view {@code lead_texts} uses the same. */
    static final String SEPARATORS = " \n-'/&(,";

    /** The longest run in a script without spaces whose suffixes are indexed. */
    private static final int SUFFIXES_MAX = 24;

    /** Used in hiragana and katakana, so its Unicode script is COMMON. */
    private static final int PROLONGED_SOUND = 0x30fc;

    private SearchText() {}

    /** The searchable fields of a lead, folded, one per line. */
    public static String of(SearchFields fields) {
        List<String> lines = new ArrayList<>(6);
        addNames(Fold.of(fields.name()), lines);
        if (fields.email() != null) {
            lines.add(Fold.of(fields.email()));
        }
        if (fields.company() != null) {
            addNames(Fold.of(fields.company()), lines);
        }
        if (fields.phoneE164() != null) {
            lines.add(fields.phoneE164().substring(1));
        }
        return String.join("\n", lines);
    }

    /** Adds a folded name and its searchable variants. */
    static void addNames(String folded, Collection<String> names) {
        names.add(folded);
        if (folded.indexOf('\'') >= 0) {
            names.add(stripApostrophes(folded));
        }
        String suffixes = suffixes(folded);
        if (!suffixes.isEmpty()) {
            names.add(suffixes);
        }
    }

    public static String stripApostrophes(String folded) {
        return folded.replace("'", "");
    }

    /**
     * All suffixes of a name in a script without spaces, because a given name follows the family
     * name without a separator.
     */
    private static String suffixes(String folded) {
        StringBuilder suffixes = new StringBuilder();
        int[] points = folded.codePoints().toArray();
        for (int from = 0; from < points.length; from++) {
            int to = from;
            while (to < points.length && to - from < SUFFIXES_MAX && isUnspaced(points[to])) {
                to++;
            }
            for (int start = from + 1; start < to; start++) {
                suffixes.append(suffixes.isEmpty() ? "" : " ");
                suffixes.append(new String(points, start, to - start));
            }
            from = Math.max(from, to - 1);
        }
        return suffixes.toString();
    }

    private static boolean isUnspaced(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> point == PROLONGED_SOUND;
        };
    }

    /**
     * Matches leads that contain the token: a short one as a word prefix, a longer one anywhere.
     */
    public static void whereContains(Listing.Filter filter, String token) {
        whereContainsAny(filter, List.of(token));
    }

    public static void whereContainsAny(Listing.Filter filter, List<String> tokens) {
        like(
                filter,
                tokens.stream()
                        .flatMap(
                                token ->
                                        SearchQuery.isTrigram(token)
                                                ? Stream.of("%" + literal(token) + "%")
                                                : wordPrefixes(token))
                        .toList());
    }

    /** Matches leads with a word that starts with the token. */
    public static void whereWordPrefix(Listing.Filter filter, String token) {
        like(filter, wordPrefixes(token).toList());
    }

    private static Stream<String> wordPrefixes(String token) {
        String prefix = literal(token) + "%";
        return Stream.concat(
                Stream.of(prefix),
                SEPARATORS.chars().mapToObj(separator -> "%" + (char) separator + prefix));
    }

    private static String literal(String token) {
        return token.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static void like(Listing.Filter filter, List<String> patterns) {
        any(filter, "leads.search_text LIKE ? ESCAPE '!'", patterns);
    }

    /** Matches leads that contain one of the words as a whole word; SQLite only. */
    public static void whereContainsWord(Listing.Filter filter, List<String> words) {
        any(
                filter,
                "char(10) || leads.search_text || char(10) GLOB ?",
                words.stream().map(word -> "*[^a-z0-9]" + word + "[^a-z0-9]*").toList());
    }

    private static void any(Listing.Filter filter, String condition, List<String> values) {
        String conditions = String.join(" OR ", Collections.nCopies(values.size(), condition));
        filter.and("(" + conditions + ")", values.toArray());
    }
}
