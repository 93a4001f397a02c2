package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Maps the columns of a file to fields.
 *
 * @param custom the defined custom fields
 */
record ImportMapping(List<CustomField> custom) {
    /** Marks an ignored column. */
    static final String NONE = "-";

    /** The field of ids of another system. */
    static final String EXTERNAL_ID = "externalId";

    /** The mapping by header names. If two columns match a field, the better match wins. */
    private List<ImportColumn> guess(List<String> header) {
        List<Optional<ImportWords.Word>> words = words(header);
        Map<String, Integer> best = new HashMap<>();
        for (int index = 0; index < words.size(); index++) {
            int rank = words.get(index).map(ImportWords.Word::rank).orElse(0);
            words.get(index).ifPresent(word -> best.merge(word.field(), rank, Math::min));
        }
        Set<String> taken = new HashSet<>();
        List<ImportColumn> columns = new ArrayList<>();
        for (int index = 0; index < words.size(); index++) {
            String field =
                    words.get(index)
                            .filter(
                                    word ->
                                            ImportWords.SEVERAL.contains(word.field())
                                                    || Objects.equals(
                                                                    best.get(word.field()),
                                                                    word.rank())
                                                            && taken.add(word.field()))
                            .map(ImportWords.Word::field)
                            .orElse(null);
            columns.add(new ImportColumn(header.get(index), field));
        }
        return columns;
    }

    /** The meaning of each column, first by the layout of the exporting program. */
    private List<Optional<ImportWords.Word>> words(List<String> header) {
        Optional<Layout> layout = Layout.of(header);
        return header.stream()
                .map(
                        name ->
                                layout.flatMap(found -> found.field(name))
                                        .map(field -> new ImportWords.Word(field, 0))
                                        .or(() -> find(name))
                                        .filter(word -> !word.field().equals(NONE)))
                .toList();
    }

    /**
     * Ignores an id column of another program: one without any of our ids in the first rows, unless
     * the importer mapped it.
     */
    static List<ImportColumn> withoutForeignIds(List<ImportColumn> columns, List<CsvLine> sample) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        index -> {
                            ImportColumn column = columns.get(index);
                            return "id".equals(column.field()) && isForeign(sample, index)
                                    ? new ImportColumn(column.header(), null)
                                    : column;
                        })
                .toList();
    }

    /** External ids are of a system, which only the importer knows. */
    static List<ImportColumn> withExternalIds(
            List<ImportColumn> columns, ImportPlan.Options options) {
        if (options.externalSystem() != null) {
            return columns;
        }
        if (options.mapsColumns()
                && columns.stream().anyMatch(column -> EXTERNAL_ID.equals(column.field()))) {
            String message = "externalSystem is required for a column externalId.";
            throw Problem.invalid(List.of(new InputError("externalSystem", "required", message)));
        }
        return columns.stream()
                .map(
                        column ->
                                EXTERNAL_ID.equals(column.field())
                                        ? new ImportColumn(column.header(), null)
                                        : column)
                .toList();
    }

    private static boolean isForeign(List<CsvLine> sample, int column) {
        List<String> ids =
                sample.stream()
                        .filter(line -> column < line.cells().size())
                        .map(line -> VisibleText.line(line.cells().get(column)))
                        .filter(id -> !id.isEmpty())
                        .toList();
        return !ids.isEmpty() && ids.stream().noneMatch(Id::isValid);
    }

    /** A lead field by its own name, a custom field by its name or label, or a known name. */
    private Optional<ImportWords.Word> find(String header) {
        return ImportWords.findField(header)
                .or(() -> findCustom(header))
                .or(() -> ImportWords.find(header));
    }

    private Optional<ImportWords.Word> findCustom(String header) {
        return custom.stream()
                .filter(
                        field ->
                                isNamed(header, field.name())
                                        || isNamed(header, field.label())
                                        || header.equals(fieldOf(field)))
                .findFirst()
                .map(field -> new ImportWords.Word(fieldOf(field), 0));
    }

    private static boolean isNamed(String header, String name) {
        return Fold.of(header).equals(Fold.of(name));
    }

    private static String fieldOf(CustomField custom) {
        return ImportWords.CUSTOM + custom.name();
    }

    private boolean isField(String field) {
        return ImportWords.fields().contains(field)
                || custom.stream().anyMatch(each -> field.equals(fieldOf(each)));
    }

    /**
     * The mapping of the importer.
     *
     * @param fields one for each column in order, or {@link #NONE}; empty to use the header
     */
    List<ImportColumn> of(List<String> header, List<String> fields) {
        return fields.isEmpty() ? guess(header) : named(header, fields);
    }

    private List<ImportColumn> named(List<String> header, List<String> fields) {
        List<InputError> errors = new ArrayList<>();
        if (fields.size() != header.size()) {
            errors.add(
                    error(
                            "wrong_count",
                            "columns must list "
                                    + header.size()
                                    + " fields, one for each column of the file; - ignores a column."));
        }
        Set<String> named = new HashSet<>();
        List<ImportColumn> columns = new ArrayList<>();
        for (int index = 0; index < Math.min(fields.size(), header.size()); index++) {
            String field = fields.get(index);
            if (field.equals(NONE)) {
                columns.add(new ImportColumn(header.get(index), null));
                continue;
            }
            if (!isField(field)) {
                errors.add(error("unknown_value", "Unknown field: " + field + "; " + known()));
            } else if (!named.add(field) && !ImportWords.SEVERAL.contains(field)) {
                errors.add(error("duplicate", "Only one column can be mapped to " + field + "."));
            }
            columns.add(new ImportColumn(header.get(index), field));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return columns;
    }

    private String known() {
        return Stream.concat(
                        ImportWords.fields().stream(), custom.stream().map(ImportMapping::fieldOf))
                .collect(Collectors.joining(", ", "known fields: ", "."));
    }

    /** Rejects columns from which no lead can be created. */
    static void check(List<ImportColumn> columns, OnDuplicate onDuplicate) {
        Set<String> named = new HashSet<>();
        columns.forEach(column -> named.add(String.valueOf(column.field())));
        boolean name =
                named.contains("name")
                        || named.contains(ImportWords.FIRST_NAME)
                        || named.contains(ImportWords.LAST_NAME);
        boolean found =
                onDuplicate == OnDuplicate.UPDATE
                        && (named.contains("phone")
                                || named.contains("email")
                                || named.contains("id")
                                || named.contains(EXTERNAL_ID));
        if (!name && !found) {
            throw Problem.invalid(
                    List.of(
                            error(
                                    "required",
                                    "No name column was recognised; map one in columns.")));
        }
    }

    private static InputError error(String code, String message) {
        return new InputError("columns", code, message);
    }
}
