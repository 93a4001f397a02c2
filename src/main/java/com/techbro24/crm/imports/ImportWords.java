package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Known column names for the fields of a lead. */
final class ImportWords {
    static final String FIRST_NAME = "firstName";
    static final String MIDDLE_NAME = "middleName";
    static final String LAST_NAME = "lastName";
    static final String SCORE_BY_HAND = "scoreByHand";
    static final String CUSTOM = "custom.";

    /** The error column in files of rejected rows; never a field. */
    static final String REASONS = "import_error";

    /**
     * Fields that several columns can be mapped to: the first non-empty cell is used, and the
     * others are appended or kept in the notes.
     */
    static final Set<String> SEVERAL =
            Set.of(
                    "phone",
                    "email",
                    "company",
                    "source",
                    "notes",
                    "tags",
                    "requiredSkills",
                    "doNotCall");

    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern E_MAIL = Pattern.compile("\\be (mail|post|posta)");
    private static final String KINDS = " kinds";

    /** Fields with several numbered columns, such as Phone 2 - Value. */
    private static final Set<String> NUMBERED_FIELDS = Set.of("phone", "email");

    /** What a form says of its own column. */
    private static final Set<String> ABOUT_THE_COLUMN =
            Set.of(
                    "required",
                    "mandatory",
                    "optional",
                    "pflichtfeld",
                    "obligatoire",
                    "facultatif",
                    "obligatorio",
                    "obbligatorio",
                    "opcional",
                    "verplicht",
                    "optioneel");

    /** By the name without spaces, and by its words in alphabetical order. */
    private static final Map<String, Word> WORDS = new HashMap<>();

    private static final Set<String> FIELDS = new LinkedHashSet<>();
    private static final Map<String, Set<String>> COMPOUNDS = new HashMap<>();

    /** The field of a name; a lower rank is a better match. */
    record Word(String field, int rank) {}

    static {
        Map<String, Integer> ranks = new HashMap<>();
        for (String line : ColumnNames.TABLE.split("\n")) {
            int colon = line.indexOf(':');
            String field = line.substring(0, colon);
            if (FIELDS.add(field)) {
                WORDS.put(key(field), new Word(field, 0));
            }
            for (String name : line.substring(colon + 1).split(",")) {
                Word word = new Word(field, ranks.merge(field, 1, Integer::sum));
                WORDS.putIfAbsent(key(name), word);
                WORDS.putIfAbsent(inOrder(words(name)), word);
            }
        }
        for (String line : ColumnNames.COMPOUNDS.split("\n")) {
            int colon = line.indexOf(':');
            COMPOUNDS.put(
                    line.substring(0, colon),
                    Stream.of(line.substring(colon + 1).split(","))
                            .map(ImportWords::key)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private ImportWords() {}

    /** The fields that a column can be mapped to, without custom fields. */
    static Set<String> fields() {
        return FIELDS;
    }

    static boolean isKnown(String header) {
        return header.startsWith(CUSTOM) || find(header).isPresent();
    }

    /** The field with exactly this name; a custom field may have any other one. */
    static Optional<Word> findField(String header) {
        return Optional.ofNullable(WORDS.get(key(header))).filter(word -> word.rank() == 0);
    }

    static Optional<Word> find(String header) {
        String key = key(header);
        List<String> words = words(header);
        return Optional.ofNullable(WORDS.get(key))
                .or(() -> Optional.ofNullable(WORDS.get(inOrder(words))))
                .or(() -> numbered(key))
                .or(
                        () ->
                                NUMBERED_FIELDS.stream()
                                        .flatMap(each -> compound(each, words))
                                        .findAny());
    }

    private static Optional<Word> numbered(String key) {
        return Optional.ofNullable(WORDS.get(NUMBERS.matcher(key).replaceAll("")))
                .filter(word -> NUMBERED_FIELDS.contains(word.field()));
    }

    /** A phone or an email of some kind: every word is one of those, and one names the field. */
    private static Stream<Word> compound(String field, List<String> words) {
        Set<String> names = COMPOUNDS.getOrDefault(field, Set.of());
        Set<String> kinds = COMPOUNDS.getOrDefault(field + KINDS, Set.of());
        boolean known =
                words.stream().anyMatch(names::contains)
                        && words.stream()
                                .allMatch(
                                        word ->
                                                names.contains(word)
                                                        || kinds.contains(word)
                                                        || NUMBERS.matcher(word).matches());
        return known ? Stream.of(new Word(field, Integer.MAX_VALUE)) : Stream.empty();
    }

    /** The normalised column name, equal for all spellings. */
    static String key(String name) {
        return SIGNS.matcher(Fold.of(name)).replaceAll("");
    }

    private static List<String> words(String name) {
        String spaced = SIGNS.matcher(Fold.of(name)).replaceAll(" ").strip();
        return Stream.of(E_MAIL.matcher(spaced).replaceAll("e$1").split(" "))
                .filter(word -> !ABOUT_THE_COLUMN.contains(word))
                .toList();
    }

    /** One form for each order of the words; never the key of another name. */
    private static String inOrder(List<String> words) {
        return words.stream().sorted().collect(Collectors.joining(" ", "", " "));
    }
}
