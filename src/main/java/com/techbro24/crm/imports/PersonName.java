package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's name from a full name column, from part columns, or from both. */
final class PersonName {
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    void take(String field, String header, String text) {
        parts.put(field, text);
        headers.put(field, header);
    }

    /**
     * The full name. In a file with a first name and a name but no last name, the name is the last
     * name unless it contains the first name, as in German files.
     *
     * @param kept collects the parts that the full name does not contain
     */
    String whole(boolean hasSurname, Set<String> kept) {
        String whole = parts.getOrDefault("name", "");
        if (whole.isEmpty()) {
            return joined(ImportWords.FIRST_NAME, ImportWords.MIDDLE_NAME, ImportWords.LAST_NAME);
        }
        String first = parts.getOrDefault(ImportWords.FIRST_NAME, "");
        if (!hasSurname && !first.isEmpty() && !contains(whole, first)) {
            return joined(ImportWords.FIRST_NAME, ImportWords.MIDDLE_NAME, "name");
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

    private String joined(String... fields) {
        return Stream.of(fields)
                .map(field -> parts.getOrDefault(field, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
