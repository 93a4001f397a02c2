package com.techbro24.crm.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of a report as CSV. The cells are the values of the JSON, so both say the same; the columns
 * are the names of the fields.
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    static byte[] of(List<?> rows) {
        List<Map<String, String>> lines = new ArrayList<>();
        for (Object row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            put(cells, "", Json.tree(row));
            lines.add(cells);
        }
        Set<String> columns = new LinkedHashSet<>();
        lines.forEach(line -> columns.addAll(line.keySet()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter csv = CsvWriter.builder().build(out, UTF_8);
        csv.writeRecord(columns);
        for (Map<String, String> cells : lines) {
            csv.writeRecord(
                    columns.stream().map(column -> cells.getOrDefault(column, "")).toList());
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The figures of a row are columns of their own names; other objects have a prefix. */
    private static void put(Map<String, String> cells, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            field -> {
                                boolean plain = name.isEmpty() || name.equals("figures");
                                String prefix = plain ? "" : name + ".";
                                put(cells, prefix + field.getKey(), field.getValue());
                            });
        } else {
            cells.put(name, value.isNull() ? "" : safe(value));
        }
    }

    /** A text that a spreadsheet would run as a formula starts with an apostrophe. */
    private static String safe(JsonNode value) {
        String text = value.asText();
        boolean runs = value.isTextual() && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return runs ? "'" + text : text;
    }
}
