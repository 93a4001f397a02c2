package com.techbro24.crm.leads.search;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadSearch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code lead_typos}, by which {@link LeadSearch} finds words despite typos, and of
 * {@code lead_words}, by which it finds word prefixes on PostgreSQL. On SQLite, {@link
 * TrigramIndex} finds prefixes and substrings; on PostgreSQL, pg_trgm finds substrings.
 *
 * <p>Words that no lead has any more stay in {@code lead_typos}: they find nothing, and are often
 * used again.
 */
public final class SearchStore {
    private static final int WORDS_MAX = 40;
    private static final int WORD_LENGTH_MAX = 40;
    private static final int KNOWN_MAX = 20_000;

    /** A cache of words that are known to be in {@code lead_typos}. */
    private record KnownWords(Set<String> words) {
        static KnownWords none(Tx tx) {
            return new KnownWords(new HashSet<>());
        }

        static Set<String> of(Tx tx) {
            Set<String> known = tx.cached(KnownWords.class, KnownWords::none).words;
            if (known.size() > KNOWN_MAX) {
                known.clear();
            }
            return known;
        }
    }

    private SearchStore() {}

    /** The words of name and company. */
    private static Set<String> words(@Nullable SearchFields fields) {
        if (fields == null) {
            return Set.of();
        }
        List<String> names = new ArrayList<>(4);
        SearchText.addNames(Fold.of(fields.name()), names);
        if (fields.company() != null) {
            SearchText.addNames(Fold.of(fields.company()), names);
        }
        Set<String> words = new LinkedHashSet<>();
        names.forEach(name -> addWords(name, words));
        return words;
    }

    private static void addWords(String folded, Set<String> words) {
        int begin = 0;
        for (int at = 0; at <= folded.length(); ) {
            int point = at < folded.length() ? folded.codePointAt(at) : ' ';
            if (!isWordCharacter(point)) {
                boolean fits = begin < at && at - begin <= WORD_LENGTH_MAX;
                if (fits && words.size() < WORDS_MAX) {
                    words.add(folded.substring(begin, at));
                }
                begin = at + Character.charCount(point);
            }
            at += Character.charCount(point);
        }
    }

    private static boolean isWordCharacter(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    true;
            default -> Character.isLetter(point);
        };
    }

    public static boolean differ(SearchFields before, SearchFields after) {
        return !SearchText.of(before).equals(SearchText.of(after))
                || !words(before).equals(words(after));
    }

    /**
     * Updates the search tables of a lead. Call it after a new row is inserted, and before an
     * existing row is updated.
     */
    public static void save(Tx tx, long row, @Nullable SearchFields before, SearchFields after) {
        Set<String> previous = words(before);
        Set<String> current = words(after);
        saveTypos(tx, minus(current, previous));
        switch (tx.dialect()) {
            case SQLITE -> {
                if (before == null) {
                    TrigramIndex.add(tx, row, after);
                } else {
                    TrigramIndex.replace(tx, row, after);
                }
            }
            case POSTGRESQL -> saveWords(tx, row, previous, current);
        }
    }

    /**
     * Rebuilds the search tables of a lead that an older version of the program wrote. Call it
     * before its row is updated.
     */
    public static void rebuild(
            Tx tx, long row, String nameKey, @Nullable String companyKey, SearchFields fields) {
        saveTypos(tx, words(fields));
        switch (tx.dialect()) {
            case SQLITE -> TrigramIndex.replace(tx, row, fields);
            case POSTGRESQL -> {
                Set<String> previous = new LinkedHashSet<>();
                addWords(nameKey, previous);
                if (companyKey != null) {
                    addWords(companyKey, previous);
                }
                saveWords(tx, row, previous, words(fields));
            }
        }
    }

    private static void saveWords(Tx tx, long row, Set<String> previous, Set<String> current) {
        Set<String> removed = minus(previous, current);
        Set<String> added = minus(current, previous);
        if (!removed.isEmpty()) {
            tx.updateAll(
                    "DELETE FROM lead_words WHERE word = ? AND lead_row = ?", pairs(removed, row));
        }
        if (!added.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO lead_words (word, lead_row) VALUES (?, ?)", pairs(added, row));
        }
    }

    private static void saveTypos(Tx tx, Set<String> added) {
        Set<String> known = KnownWords.of(tx);
        List<String> words = new ArrayList<>();
        for (String word : added) {
            if (!known.contains(word) && Typo.isCorrectable(word)) {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            return;
        }
        String marks = String.join(", ", Collections.nCopies(words.size(), "(?, ?)"));
        List<@Nullable Object> values = new ArrayList<>();
        for (String word : words) {
            values.add(word);
            values.add(word);
        }
        known.addAll(
                tx.list(
                        "SELECT word FROM lead_typos WHERE (typo, word) IN (VALUES " + marks + ")",
                        row -> row.text(),
                        values.toArray()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String word : minus(words, known)) {
            Typo.variants(word).forEach(typo -> rows.add(new @Nullable Object[] {typo, word}));
        }
        if (!rows.isEmpty()) {
            tx.updateAll("INSERT INTO lead_typos (typo, word) VALUES (?, ?)", rows);
            known.addAll(words);
        }
    }

    /** The words of leads that the input may be a typo of, smallest distance first. */
    public static List<String> corrections(Tx tx, String input, int wordsMax) {
        Set<String> variants = Typo.variants(input);
        if (variants.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(variants.size(), "?"));
        return tx
                .list(
                        "SELECT DISTINCT word FROM lead_typos WHERE typo IN (" + marks + ")",
                        row -> row.text(),
                        variants.toArray())
                .stream()
                .filter(word -> Typo.isMatch(input, word))
                .sorted(Typo.byDistance(input))
                .limit(wordsMax)
                .toList();
    }

    private static Set<String> minus(Collection<String> words, Set<String> except) {
        Set<String> left = new LinkedHashSet<>(words);
        left.removeAll(except);
        return left;
    }

    private static List<@Nullable Object[]> pairs(Set<String> words, long row) {
        return words.stream().map(word -> new @Nullable Object[] {word, row}).toList();
    }
}
