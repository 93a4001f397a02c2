package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code lead_typos}, by which {@link LeadSearch} finds words in spite of a slip, and of
 * {@code lead_words}, by which it finds them by their beginning on PostgreSQL; on SQLite {@link
 * LeadParts} does, which PostgreSQL has an index of its own for.
 *
 * <p>A word that no lead has any more stays in {@code lead_typos}: it finds nothing, and comes back
 * more often than not.
 */
final class LeadWordStore {
    private static final int WORDS_MAX = 40;
    private static final int WORD_LENGTH_MAX = 40;
    private static final int KNOWN_MAX = 20_000;

    /** Words that stand in {@code lead_typos}, as far as the writer knows. */
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

    private LeadWordStore() {}

    /** The words of its name and its company. */
    private static Set<String> words(@Nullable Lead lead) {
        if (lead == null) {
            return Set.of();
        }
        List<String> names = new ArrayList<>(4);
        LeadText.addNames(Fold.of(lead.name()), names);
        if (lead.company() != null) {
            LeadText.addNames(Fold.of(lead.company()), names);
        }
        Set<String> words = new LinkedHashSet<>();
        names.forEach(name -> addWords(name, words));
        return words;
    }

    private static void addWords(String folded, Set<String> words) {
        int begin = 0;
        for (int at = 0; at <= folded.length(); ) {
            int point = at < folded.length() ? folded.codePointAt(at) : ' ';
            if (!isOfWord(point)) {
                boolean fits = begin < at && at - begin <= WORD_LENGTH_MAX;
                if (fits && words.size() < WORDS_MAX) {
                    words.add(folded.substring(begin, at));
                }
                begin = at + Character.charCount(point);
            }
            at += Character.charCount(point);
        }
    }

    private static boolean isOfWord(int point) {
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    true;
            default -> Character.isLetter(point);
        };
    }

    static boolean differ(Lead before, Lead after) {
        return !LeadText.of(before).equals(LeadText.of(after))
                || !words(before).equals(words(after));
    }

    /**
     * Brings what finds a lead up to what it is now; after the row of a new one is written, before
     * that of a standing one is.
     */
    static void save(Tx tx, long row, @Nullable Lead before, Lead after) {
        Set<String> standing = words(before);
        Set<String> wanted = words(after);
        saveTypos(tx, minus(wanted, standing));
        switch (tx.dialect()) {
            case SQLITE -> {
                if (before == null) {
                    LeadParts.add(tx, row, after);
                } else {
                    LeadParts.replace(tx, row, after);
                }
            }
            case POSTGRESQL -> saveWords(tx, row, standing, wanted);
        }
    }

    /**
     * Brings what finds a lead up to what it is, where an older version of the program wrote it;
     * before its row is written.
     */
    static void saveAgain(Tx tx, long row, String nameKey, @Nullable String companyKey, Lead lead) {
        saveTypos(tx, words(lead));
        switch (tx.dialect()) {
            case SQLITE -> LeadParts.replace(tx, row, lead);
            case POSTGRESQL -> {
                Set<String> standing = new LinkedHashSet<>();
                addWords(nameKey, standing);
                if (companyKey != null) {
                    addWords(companyKey, standing);
                }
                saveWords(tx, row, standing, words(lead));
            }
        }
    }

    private static void saveWords(Tx tx, long row, Set<String> standing, Set<String> wanted) {
        Set<String> gone = minus(standing, wanted);
        Set<String> added = minus(wanted, standing);
        if (!gone.isEmpty()) {
            tx.updateAll(
                    "DELETE FROM lead_words WHERE word = ? AND lead_row = ?", pairs(gone, row));
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
            if (!known.contains(word) && Typo.isForgiven(word)) {
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
            Typo.spellings(word).forEach(typo -> rows.add(new @Nullable Object[] {typo, word}));
        }
        if (!rows.isEmpty()) {
            tx.updateAll("INSERT INTO lead_typos (typo, word) VALUES (?, ?)", rows);
            known.addAll(words);
        }
    }

    /** The words of leads that may have been meant, those with the smallest slip first. */
    static List<String> meant(Tx tx, String written, int wordsMax) {
        Set<String> spellings = Typo.spellings(written);
        if (spellings.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(spellings.size(), "?"));
        return tx
                .list(
                        "SELECT DISTINCT word FROM lead_typos WHERE typo IN (" + marks + ")",
                        row -> row.text(),
                        spellings.toArray())
                .stream()
                .filter(word -> Typo.mayMean(written, word))
                .sorted(Typo.nearestTo(written))
                .limit(wordsMax)
                .toList();
    }

    private static Set<String> minus(Collection<String> words, Set<String> less) {
        Set<String> left = new LinkedHashSet<>(words);
        left.removeAll(less);
        return left;
    }

    private static List<@Nullable Object[]> pairs(Set<String> words, long row) {
        return words.stream().map(word -> new @Nullable Object[] {word, row}).toList();
    }
}
