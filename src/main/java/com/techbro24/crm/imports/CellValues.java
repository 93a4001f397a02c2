package com.techbro24.crm.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the numbers and times of one row by the conventions of its file. An ambiguous cell is an
 * error, and its field null.
 */
final class CellValues {
    private static final int LONG_DIGITS_MAX = 18;

    private final Map<String, CustomFieldType> types;
    private final ImportConventions conventions;
    private final ZoneId zone;
    private final List<InputError> errors = new ArrayList<>();
    private @Nullable NumberCell value;
    private String valueKept = "";

    CellValues(Map<String, CustomFieldType> types, ImportConventions conventions) {
        this.types = types;
        this.conventions = conventions;
        this.zone =
                conventions.timezone() == null ? ZoneOffset.UTC : ZoneId.of(conventions.timezone());
    }

    List<InputError> errors() {
        return List.copyOf(errors);
    }

    JsonNode custom(String name, String cell) {
        String field = "customFields." + name;
        String text = VisibleText.line(cell);
        return switch (types.getOrDefault(name, CustomFieldType.TEXT)) {
            case TEXT -> TextNode.valueOf(cell);
            case NUMBER -> number(field, text);
            case BOOLEAN -> RowInput.truth(text);
            case DATE -> date(field, text);
            case CHOICE -> TextNode.valueOf(text);
        };
    }

    /** A number without a currency. */
    JsonNode number(String field, String text) {
        NumberCell cell = NumberCell.of(text);
        return cell.sign() == null ? number(field, text, cell) : TextNode.valueOf(text);
    }

    /** The lead's value, which may contain its currency. */
    JsonNode value(String header, String text) {
        value = NumberCell.of(text);
        valueKept = header + ": " + text;
        return number("value", text, value);
    }

    private JsonNode number(String field, String text, NumberCell cell) {
        if (!cell.isNumber()) {
            return TextNode.valueOf(text);
        }
        Optional<BigDecimal> number = cell.number(conventions.decimal());
        if (number.isPresent()) {
            BigDecimal read = number.get();
            return read.scale() <= 0 && read.precision() <= LONG_DIGITS_MAX
                    ? LongNode.valueOf(read.longValueExact())
                    : DecimalNode.valueOf(read);
        }
        DecimalMark mark = conventions.decimal();
        return mark == null
                ? error(
                        field,
                        "ambiguous",
                        field
                                + " is "
                                + text
                                + ", which can be "
                                + plain(cell.byPoint())
                                + " or "
                                + plain(cell.byComma())
                                + "; set decimal=point or decimal=comma.")
                : error(
                        field,
                        "invalid_format",
                        field
                                + " is "
                                + text
                                + ", which is not a number with a decimal "
                                + (mark == DecimalMark.POINT ? "point" : "comma")
                                + " , as used in the file or set by decimal.");
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    /** A time; a date without a time is midnight in the file's time zone. */
    JsonNode time(String field, String text) {
        Optional<DateCell> cell = DateCell.of(text);
        if (Times.parse(text).isPresent() || cell.isEmpty()) {
            return TextNode.valueOf(text);
        }
        Optional<LocalDate> day = cell.get().day(conventions.dateOrder());
        if (day.isEmpty()) {
            return wrongDay(field, text, cell.get());
        }
        Instant at = cell.get().at(day.get(), zone);
        return TextNode.valueOf(Times.format(at));
    }

    private JsonNode date(String field, String text) {
        Optional<DateCell> cell = DateCell.of(text).filter(DateCell::isDay);
        if (cell.isEmpty()) {
            return TextNode.valueOf(text);
        }
        Optional<LocalDate> day = cell.get().day(conventions.dateOrder());
        return day.isPresent()
                ? TextNode.valueOf(day.get().toString())
                : wrongDay(field, text, cell.get());
    }

    private JsonNode wrongDay(String field, String text, DateCell cell) {
        DateOrder order = conventions.dateOrder();
        return order == null
                ? error(
                        field,
                        "ambiguous",
                        field
                                + " is "
                                + text
                                + ", which can be "
                                + cell.byDay()
                                + " or "
                                + cell.byMonth()
                                + "; set dateOrder=dmy or dateOrder=mdy.")
                : error(
                        field,
                        "invalid_format",
                        field
                                + " is "
                                + text
                                + ", which is not a date in the order "
                                + com.techbro24.crm.base.EnumNames.of(order)
                                + ", as used in the file or set by dateOrder.");
    }

    private JsonNode error(String field, String code, String message) {
        errors.add(new InputError(field, code, message));
        return NullNode.getInstance();
    }

    /**
     * Sets the currency named in the value if the row has no currency cell. A sign shared by
     * several currencies goes to the notes.
     */
    void setCurrency(ObjectNode input, Set<String> kept) {
        if (value == null || value.sign() == null || !value.isNumber()) {
            return;
        }
        Optional<String> named = value.currency();
        String given = input.path("currency").textValue();
        if (given == null) {
            named.ifPresentOrElse(code -> input.put("currency", code), () -> kept.add(valueKept));
        } else if (named.isPresent() && !named.get().equals(given)) {
            String message = "value is in " + named.get() + ", and currency is " + given + ".";
            var _ = error("currency", "conflict", message);
        }
    }
}
