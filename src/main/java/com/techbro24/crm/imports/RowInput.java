package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.imports.csv.CsvCells;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Converts a row to the JSON that a client would send. A cell that cannot be parsed stays text, so
 * that the same validation rejects it.
 */
final class RowInput {
    private static final Set<String> YES =
            Set.of(
                    "true",
                    "yes",
                    "y",
                    "1",
                    "x",
                    "on",
                    "checked",
                    "\u2713",
                    "\u2714",
                    "ja",
                    "j",
                    "wahr",
                    "si",
                    "s",
                    "verdadero",
                    "oui",
                    "o",
                    "vrai",
                    "vero",
                    "sim",
                    "verdadeiro",
                    "waar");
    private static final Set<String> NO =
            Set.of(
                    "false",
                    "no",
                    "n",
                    "0",
                    "off",
                    "unchecked",
                    "nein",
                    "falsch",
                    "falso",
                    "non",
                    "faux",
                    "nao",
                    "nee",
                    "onwaar");
    private static final Pattern BREAKS = Pattern.compile("\\s*[\\n\\r\\t\\u2028\\u2029]\\s*");

    /** Google's prefix for its own groups; every contact is in the second. */
    private static final String GOOGLE_GROUP = "* ";

    private static final String GOOGLE_ALL = "* myContacts";
    private static final Set<String> GOOGLE_LABELS = Set.of("labels", "groupmembership");

    /**
     * A parsed row.
     *
     * @param kept values without a field, one line each, for the notes
     * @param errors of ambiguous cells
     */
    record Read(ObjectNode input, List<String> kept, List<InputError> errors) {}

    private final ObjectNode input = Json.object();
    private final Set<String> kept = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final CellValues values;
    private final PersonName name = new PersonName();
    private boolean scoreByHand = true;

    private RowInput(CellValues values) {
        this.values = values;
    }

    /**
     * Parses the non-empty cells.
     *
     * @param types of the custom fields, by name
     */
    static Read of(
            List<ImportColumn> columns,
            List<String> cells,
            Map<String, CustomFieldType> types,
            ImportConventions conventions) {
        RowInput row = new RowInput(new CellValues(types, conventions));
        for (int index = 0; index < Math.min(columns.size(), cells.size()); index++) {
            ImportColumn column = columns.get(index);
            String cell = CsvCells.unescapeFormula(cells.get(index));
            if (column.field() != null && !VisibleText.line(cell).isEmpty()) {
                row.take(column.field(), column.header(), cell);
            }
        }
        return row.finish(columns);
    }

    private Read finish(List<ImportColumn> columns) {
        String whole =
                name.whole(
                        has(columns, ImportWords.FIRST_NAME),
                        has(columns, ImportWords.LAST_NAME),
                        kept);
        if (!whole.isEmpty()) {
            input.put("name", whole);
        }
        if (!scoreByHand) {
            // The score came from the rules, which compute it again.
            input.remove("score");
        }
        if (!notes.isEmpty()) {
            input.put("notes", String.join("\n\n", notes));
        }
        values.setCurrency(input, kept);
        return new Read(input, List.copyOf(kept), values.errors());
    }

    private static boolean has(List<ImportColumn> columns, String field) {
        return columns.stream().anyMatch(column -> field.equals(column.field()));
    }

    private void take(String field, String header, String cell) {
        if (field.startsWith(ImportWords.CUSTOM)) {
            String custom = field.substring(ImportWords.CUSTOM.length());
            input.withObjectProperty("customFields").set(custom, values.custom(custom, cell));
            return;
        }
        // Spreadsheet cells may contain line breaks; only notes and custom fields keep them.
        String text = VisibleText.line(BREAKS.matcher(cell).replaceAll(" "));
        switch (field) {
            case "name", ImportWords.FIRST_NAME, ImportWords.MIDDLE_NAME, ImportWords.LAST_NAME ->
                    name.take(field, header, text);
            case ImportWords.SCORE_BY_HAND -> scoreByHand = !NO.contains(Fold.of(text));
            case "notes" -> notes.add(cell);
            case "phone" -> CsvCells.values(cell).forEach(each -> first(field, header, each));
            case "email" -> CsvCells.emails(cell).forEach(each -> first(field, header, each));
            case "company", "source" -> first(field, header, text);
            case "status", "priority" -> input.put(field, Fold.of(text).replaceAll("[\\s-]+", "_"));
            case "score" -> input.set(field, values.number(field, text));
            case "value" -> input.set(field, values.value(header, text));
            case "doNotCall" -> doNotCall(text);
            case "currency" -> input.put(field, text.toUpperCase(Locale.ROOT));
            case "requiredSkills", "tags" -> tags(field, header, text);
            case "nextFollowUpAt" -> input.set(field, values.time(field, text));
            case "consentBasis" -> consent("basis", TextNode.valueOf(text));
            case "consentSource" -> consent("source", TextNode.valueOf(text));
            case "consentAt" -> consent("at", values.time("consent.at", text));
            default -> input.put(field, text);
        }
    }

    /** The first value sets the field; others are kept in the notes. */
    private void first(String field, String header, String value) {
        if (!input.has(field)) {
            input.put(field, value);
        } else if (!Fold.of(input.get(field).textValue()).equals(Fold.of(value))) {
            kept.add(header + ": " + value);
        }
    }

    /** One true value is enough. */
    private void doNotCall(String text) {
        JsonNode truth = truth(text);
        JsonNode current = input.get("doNotCall");
        if (current == null || !truth.isBoolean() || truth.booleanValue() && current.isBoolean()) {
            input.set("doNotCall", truth);
        }
    }

    static JsonNode truth(String text) {
        String word = Fold.of(VisibleText.line(text));
        boolean yes = YES.contains(word);
        return yes || NO.contains(word) ? BooleanNode.valueOf(yes) : TextNode.valueOf(text);
    }

    private void tags(String field, String header, String text) {
        boolean google = GOOGLE_LABELS.contains(ImportWords.key(header));
        var tags = input.withArrayProperty(field);
        for (String tag : CsvCells.readTags(text)) {
            if (!google || !tag.equals(GOOGLE_ALL)) {
                tags.add(
                        google && tag.startsWith(GOOGLE_GROUP)
                                ? tag.substring(GOOGLE_GROUP.length())
                                : tag);
            }
        }
        if (tags.isEmpty()) {
            input.remove(field);
        }
    }

    private void consent(String part, JsonNode value) {
        input.withObjectProperty("consent").set(part, value);
    }
}
