package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an importer should know about the columns of a file before it is imported. */
final class MappingWarnings {
    private static final int NAMED_MAX = 30;
    private static final int TEXT_LENGTH_MAX = 100;
    private static final String FIELD = "columns";

    private MappingWarnings() {}

    /**
     * @param chosen whether the importer mapped the columns, and so ignores some on purpose
     */
    static List<InputError> of(List<ImportColumn> columns, boolean chosen) {
        List<InputError> warnings = new ArrayList<>();
        Set<String> fields =
                columns.stream()
                        .map(column -> String.valueOf(column.field()))
                        .collect(Collectors.toSet());
        if (!fields.contains("phone") && !fields.contains("email")) {
            String message =
                    "No column is mapped to phone or email. Leads without both cannot be called or written to, and their rows match no existing lead"
                            + (fields.contains("id") ? " except by id" : "")
                            + ": importing the file again creates them again. Map a column with the parameter columns.";
            warnings.add(new InputError(FIELD, "no_contact", message));
        }
        List<String> ignored = ignored(columns);
        if (!chosen && !ignored.isEmpty()) {
            int more = ignored.size() - NAMED_MAX;
            String message =
                    "Columns that are not imported: "
                            + String.join(
                                    ", ", ignored.subList(0, Math.min(ignored.size(), NAMED_MAX)))
                            + (more > 0 ? " and " + more + " more" : "")
                            + ". The parameter columns can map them.";
            warnings.add(new InputError(FIELD, "not_imported", message));
        }
        return warnings;
    }

    private static List<String> ignored(List<ImportColumn> columns) {
        List<String> ignored = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            ImportColumn column = columns.get(index);
            String header = VisibleText.line(column.header());
            if (column.field() == null && !header.equals(ImportWords.REASONS)) {
                ignored.add(header.isEmpty() ? "column " + (index + 1) : shortened(header));
            }
        }
        return ignored;
    }

    /** A text from the file, not too long for a message. */
    static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= TEXT_LENGTH_MAX) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, TEXT_LENGTH_MAX)) + "\u2026";
    }
}
