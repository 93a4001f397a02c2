package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.imports.csv.CsvLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row that are left out because they are wrong.
 *
 * <p>A name, an id and a do-not-call mark are never left out: without the first there is no lead,
 * without the second it is another one, and without the third somebody would be called who must not
 * be.
 *
 * @param errors why, by the index of the column
 */
record BadCells(Map<Integer, InputError> errors) {
    static final BadCells NONE = new BadCells(Map.of());

    static final String SKIPPED = "cell_skipped";

    private static final Set<String> NEEDED =
            Set.of(
                    "id",
                    "name",
                    ImportWords.FIRST_NAME,
                    ImportWords.MIDDLE_NAME,
                    ImportWords.LAST_NAME,
                    "doNotCall");

    private static final Map<String, String> PATHS =
            Map.of(
                    "consentBasis",
                    "consent.basis",
                    "consentSource",
                    "consent.source",
                    "consentAt",
                    "consent.at",
                    ImportWords.SCORE_BY_HAND,
                    "score");

    /** These and the cells that the errors are about; itself if there are none to leave out. */
    BadCells and(List<InputError> more, List<ImportColumn> columns, CsvLine line) {
        Map<Integer, InputError> all = new TreeMap<>(errors);
        Set<String> seen = new HashSet<>();
        for (InputError error : more) {
            int element = error.field().indexOf('[');
            String path = element < 0 ? error.field() : error.field().substring(0, element);
            // Of several columns for one field, the first cell is the one that was used.
            for (int index = 0; index < columns.size() && !seen.contains(path); index++) {
                if (path.equals(path(columns.get(index)))
                        && !all.containsKey(index)
                        && !cell(line, index).isBlank()) {
                    all.put(index, error);
                    seen.add(path);
                }
            }
        }
        return all.size() == errors.size() ? this : new BadCells(all);
    }

    /** The field in errors; null if its cell is not to be left out. */
    private static @Nullable String path(ImportColumn column) {
        String field = column.field();
        if (field == null || NEEDED.contains(field)) {
            return null;
        }
        return field.startsWith(ImportWords.CUSTOM)
                ? "customFields." + field.substring(ImportWords.CUSTOM.length())
                : PATHS.getOrDefault(field, field);
    }

    private static String cell(CsvLine line, int index) {
        return index < line.cells().size() ? line.cells().get(index) : "";
    }

    /** The row's cells, empty where they are left out. */
    List<String> without(CsvLine line) {
        List<String> cells = new ArrayList<>(line.cells());
        errors.keySet().forEach(index -> cells.set(index, ""));
        return cells;
    }

    /** A warning for each cell, with its column, its value and the reason. */
    List<InputError> warnings(List<ImportColumn> columns, CsvLine line) {
        List<InputError> warnings = new ArrayList<>();
        errors.forEach(
                (index, error) ->
                        warnings.add(
                                new InputError(
                                        error.field(),
                                        SKIPPED,
                                        "%s: \"%s\" was not imported. %s"
                                                .formatted(
                                                        columns.get(index).header(),
                                                        MappingWarnings.shortened(
                                                                cell(line, index)),
                                                        error.message()))));
        return warnings;
    }
}
