package com.techbro24.crm.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.imports.csv.CsvCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of rows that exports contain, and the form of its CSV.
 *
 * @param file the name of its file, without the ending
 * @param without fields that are left out, because they hold only at the time of a request
 * @param layout the columns of the CSV; null for one column for each field
 */
public record ExportTable<T extends Entity>(
        String file,
        RowType<T> type,
        Set<String> without,
        @Nullable Function<Tx, Layout<T>> layout) {
    /**
     * The columns of a CSV.
     *
     * @param cells the cells of a row, already safe to open in a spreadsheet
     */
    public record Layout<T>(List<String> header, Function<T, List<String>> cells) {}

    public ExportTable(String file, RowType<T> type) {
        this(file, type, Set.of(), null);
    }

    Layout<T> layout(Tx tx) {
        return layout != null ? layout.apply(tx) : new Layout<>(fields(), this::cells);
    }

    private List<String> fields() {
        return type.fields().stream().filter(name -> !without.contains(name)).toList();
    }

    private List<String> cells(T row) {
        ObjectNode json = Json.tree(row);
        List<String> cells = new ArrayList<>();
        for (String field : fields()) {
            cells.add(cell(json.get(field)));
        }
        return cells;
    }

    /** A nested value is a cell of JSON. */
    private static String cell(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.asText();
        }
        return CsvCells.escapeFormula(value.isTextual() ? value.textValue() : value.toString());
    }

    byte[] line(T row) {
        if (without.isEmpty()) {
            return Json.bytes(row);
        }
        ObjectNode json = Json.tree(row);
        json.remove(without);
        return Json.bytes(json);
    }
}
