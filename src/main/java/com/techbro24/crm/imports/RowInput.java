package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.CustomFieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row as the JSON that a client would send for its lead. What a cell cannot be read as stays
 * text, so that it is refused by the same rule as a client's.
 */
final class RowInput {
    private static final Set<String> YES =
            Set.of("true", "yes", "y", "1", "x", "ja", "j", "si", "oui");
    private static final Set<String> NO = Set.of("false", "no", "n", "0", "nein", "non");
    private static final Pattern BREAKS = Pattern.compile("\\s*[\\n\\r\\t\\u2028\\u2029]\\s*");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,60}(\\.\\d{1,60})?");
    private static final Pattern COMMA = Pattern.compile("-?\\d{1,30},\\d{1,2}");
    private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d{1,30})?");

    private final ObjectNode input = Json.object();
    private final Map<String, CustomFieldType> types;
    private String firstName = "";
    private String lastName = "";
    private boolean scoreByHand = true;

    private RowInput(Map<String, CustomFieldType> types) {
        this.types = types;
    }

    /**
     * Of the cells that hold something.
     *
     * @param types of the custom fields, by name
     */
    static ObjectNode of(
            List<ImportColumn> columns, List<String> cells, Map<String, CustomFieldType> types) {
        RowInput row = new RowInput(types);
        for (int index = 0; index < Math.min(columns.size(), cells.size()); index++) {
            String field = columns.get(index).field();
            String cell = CsvCells.unguarded(cells.get(index));
            if (field != null && !cell.isBlank()) {
                row.take(field, cell);
            }
        }
        String name = (row.firstName + " " + row.lastName).strip();
        if (!name.isEmpty() && !row.input.has("name")) {
            row.input.put("name", name);
        }
        if (!row.scoreByHand) {
            // The rules gave it, and will again.
            row.input.remove("score");
        }
        return row.input;
    }

    private void take(String field, String cell) {
        if (field.startsWith(ImportWords.CUSTOM)) {
            custom(field.substring(ImportWords.CUSTOM.length()), cell);
            return;
        }
        // A spreadsheet breaks lines within its cells; only notes and fields of one's own have
        // them.
        String text = BREAKS.matcher(cell).replaceAll(" ").strip();
        switch (field) {
            case ImportWords.FIRST_NAME -> firstName = text;
            case ImportWords.LAST_NAME -> lastName = text;
            case ImportWords.SCORE_BY_HAND -> scoreByHand = !NO.contains(Fold.of(text));
            case "notes" -> input.put(field, cell);
            case "status", "priority" -> input.put(field, Fold.of(text).replaceAll("[\\s-]+", "_"));
            case "score", "value" -> input.set(field, number(text));
            case "doNotCall" -> input.set(field, truth(text));
            case "currency" -> input.put(field, text.toUpperCase(Locale.ROOT));
            case "requiredSkills", "tags" -> input.set(field, Json.tree(CsvCells.readTags(text)));
            case "nextFollowUpAt" -> input.put(field, time(text));
            case "consentBasis" -> consent("basis", text);
            case "consentSource" -> consent("source", text);
            case "consentAt" -> consent("at", time(text));
            default -> input.put(field, text);
        }
    }

    private void custom(String name, String cell) {
        JsonNode value =
                switch (types.getOrDefault(name, CustomFieldType.TEXT)) {
                    case TEXT -> TextNode.valueOf(cell);
                    case NUMBER -> number(cell.strip());
                    case BOOLEAN -> truth(cell.strip());
                    case DATE, CHOICE -> TextNode.valueOf(cell.strip());
                };
        input.withObjectProperty("customFields").set(name, value);
    }

    private void consent(String part, String text) {
        input.withObjectProperty("consent").put(part, text);
    }

    /** 1200.5, 1,200.50 and 1200,5. */
    private static JsonNode number(String text) {
        if (WHOLE.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (PLAIN.matcher(text).matches()) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        if (COMMA.matcher(text).matches()) {
            return DecimalNode.valueOf(new BigDecimal(text.replace(',', '.')));
        }
        return GROUPED.matcher(text).matches()
                ? DecimalNode.valueOf(new BigDecimal(text.replace(",", "")))
                : TextNode.valueOf(text);
    }

    private static JsonNode truth(String text) {
        String word = Fold.of(text);
        boolean yes = YES.contains(word);
        return yes || NO.contains(word) ? BooleanNode.valueOf(yes) : TextNode.valueOf(text);
    }

    /** A day alone begins in UTC. */
    private static String time(String text) {
        try {
            return LocalDate.parse(text) + "T00:00:00Z";
        } catch (DateTimeParseException fault) {
            return text;
        }
    }
}
