package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A person's name from a full name column, from part columns, or from both. */
final class PersonName {
    private static final Pattern EAST_ASIAN =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\u30fc]+");

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    void take(String field, String header, String text) {
        parts.put(field, text);
        headers.put(field, header);
    }

    /**
     * The full name. In a file with a first name and a name but no last name, the name is the last
     * name unless it contains the first name, as in German files; with a last name and a name but
     * no first name, the name is the first name, as in Spanish files.
     *
     * @param kept collects the parts that the full name does not contain
     */
    String whole(boolean hasFirst, boolean hasSurname, Set<String> kept) {
        String whole = parts.getOrDefault("name", "");
        if (whole.isEmpty()) {
            return joined(ImportWords.FIRST_NAME, ImportWords.MIDDLE_NAME, ImportWords.LAST_NAME);
        }
        String first = parts.getOrDefault(ImportWords.FIRST_NAME, "");
        if (!hasSurname && !first.isEmpty() && !contains(whole, first)) {
            return joined(ImportWords.FIRST_NAME, ImportWords.MIDDLE_NAME, "name");
        }
        String last = parts.getOrDefault(ImportWords.LAST_NAME, "");
        if (!hasFirst && !last.isEmpty() && !contains(whole, last)) {
            return joined("name", ImportWords.MIDDLE_NAME, ImportWords.LAST_NAME);
        }
        parts.forEach(
                (field, part) -> {
                    if (!contains(whole, part)) {
                        kept.add(headers.get(field) + ": " + part);
                    }
                });
        return whole;
    }

    private static boolean contains(String whole, String part) {
        return Fold.of(whole).contains(Fold.of(part));
    }

    private String joined(String first, String middle, String last) {
        List<String> found =
                Stream.of(first, middle, last)
                        .map(field -> parts.getOrDefault(field, ""))
                        .filter(part -> !part.isEmpty())
                        .toList();
        // Chinese, Japanese and Korean names begin with the family name and have no spaces.
        return found.size() > 1 && EAST_ASIAN.matcher(String.join("", found)).matches()
                ? String.join("", found.reversed())
                : String.join(" ", found);
    }
}
