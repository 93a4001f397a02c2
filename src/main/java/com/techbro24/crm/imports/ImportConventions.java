package com.techbro24.crm.imports;

import com.techbro24.crm.imports.csv.CsvCells;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The formats of numbers and times in a file. An ambiguous cell without a configured or detected
 * format is rejected.
 *
 * @param decimal null if not set and not detected
 * @param dateOrder null if not set and not detected
 * @param timezone for times without an offset; null for UTC
 */
public record ImportConventions(
        @Nullable DecimalMark decimal, @Nullable DateOrder dateOrder, @Nullable String timezone) {
    static final ImportConventions NONE = new ImportConventions(null, null, null);

    /**
     * Adds conventions detected in the first rows to those that are set.
     *
     * @param types of the custom fields, by name
     */
    ImportConventions completed(
            List<ImportColumn> columns, Map<String, CustomFieldType> types, List<CsvLine> sample) {
        Set<DecimalMark> marks = EnumSet.noneOf(DecimalMark.class);
        Set<DateOrder> orders = EnumSet.noneOf(DateOrder.class);
        for (CsvLine line : sample) {
            for (int index = 0; index < Math.min(columns.size(), line.cells().size()); index++) {
                String field = columns.get(index).field();
                String cell = CsvCells.unescapeFormula(line.cells().get(index));
                if (field != null && isNumber(field, types)) {
                    NumberCell.of(cell).onlyMark().ifPresent(marks::add);
                } else if (field != null && isDate(field, types)) {
                    DateCell.of(cell).flatMap(DateCell::onlyOrder).ifPresent(orders::add);
                }
            }
        }
        return new ImportConventions(
                decimal == null ? only(marks) : decimal,
                dateOrder == null ? only(orders) : dateOrder,
                timezone);
    }

    private static <T> @Nullable T only(Set<T> found) {
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private static boolean isNumber(String field, Map<String, CustomFieldType> types) {
        return field.equals("value")
                || field.equals("score")
                || custom(field, types) == CustomFieldType.NUMBER;
    }

    private static boolean isDate(String field, Map<String, CustomFieldType> types) {
        return field.equals("nextFollowUpAt")
                || field.equals("consentAt")
                || custom(field, types) == CustomFieldType.DATE;
    }

    private static @Nullable CustomFieldType custom(
            String field, Map<String, CustomFieldType> types) {
        return field.startsWith(ImportWords.CUSTOM)
                ? types.get(field.substring(ImportWords.CUSTOM.length()))
                : null;
    }
}
