package com.techbro24.crm.leads.search;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.database.Listing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a search looks into, {@code leads.search_text}, and the SQL that looks. */
public final class SearchText {
    /** What stands between words; SQLite's view {@code lead_texts} has the same. */
    static final String BETWEEN_WORDS = " \n-'/&(,";

    /** The longest part of a name in a script without spaces whose endings are kept. */
    private static final int ENDINGS_MAX = 24;

    /** Of both hiragana and katakana, so that Unicode calls its script common. */
    private static final int PROLONGED_SOUND = 0x30fc;

    private SearchText() {}

    /** The fields by which a lead is found, folded, one below the other. */
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

    /** A folded name, and the other ways in which people look for it. */
    static void addNames(String folded, Collection<String> names) {
        names.add(folded);
        if (folded.indexOf('\'') >= 0) {
            names.add(withoutApostrophes(folded));
        }
        String endings = endings(folded);
        if (!endings.isEmpty()) {
            names.add(endings);
        }
    }

    public static String withoutApostrophes(String folded) {
        return folded.replace("'", "");
    }

    /**
     * What a name in a script without spaces may be looked for by: each of its endings, since a
     * given name of two characters follows the family's with nothing in between.
     */
    private static String endings(String folded) {
        StringBuilder endings = new StringBuilder();
        int[] points = folded.codePoints().toArray();
        for (int from = 0; from < points.length; from++) {
            int to = from;
            while (to < points.length && to - from < ENDINGS_MAX && isUnspaced(points[to])) {
                to++;
            }
            for (int start = from + 1; start < to; start++) {
                endings.append(endings.isEmpty() ? "" : " ");
                endings.append(new String(points, start, to - start));
            }
            from = Math.max(from, to - 1);
        }
        return endings.toString();
    }

    private static boolean isUnspaced(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> point == PROLONGED_SOUND;
        };
    }

    /** A lead holds the token: a short one where a word begins, a longer one anywhere. */
    public static void hold(Listing.Filter filter, String token) {
        holdOneOf(filter, List.of(token));
    }

    public static void holdOneOf(Listing.Filter filter, List<String> tokens) {
        like(
                filter,
                tokens.stream()
                        .flatMap(
                                token ->
                                        SearchQuery.isPart(token)
                                                ? Stream.of("%" + literal(token) + "%")
                                                : beginnings(token))
                        .toList());
    }

    /** A word begins with the token. */
    public static void holdBeginning(Listing.Filter filter, String token) {
        like(filter, beginnings(token).toList());
    }

    private static Stream<String> beginnings(String token) {
        String beginning = literal(token) + "%";
        return Stream.concat(
                Stream.of(beginning),
                BETWEEN_WORDS.chars().mapToObj(between -> "%" + (char) between + beginning));
    }

    private static String literal(String token) {
        return token.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static void like(Listing.Filter filter, List<String> patterns) {
        either(filter, "leads.search_text LIKE ? ESCAPE '!'", patterns);
    }

    /** One of the words, whole; on SQLite. */
    public static void holdOneWordOf(Listing.Filter filter, List<String> words) {
        either(
                filter,
                "char(10) || leads.search_text || char(10) GLOB ?",
                words.stream().map(word -> "*[^a-z0-9]" + word + "[^a-z0-9]*").toList());
    }

    private static void either(Listing.Filter filter, String condition, List<String> values) {
        String conditions = String.join(" OR ", Collections.nCopies(values.size(), condition));
        filter.and("(" + conditions + ")", values.toArray());
    }
}
