package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a text for a value: {@code {{lead.company, lead.name | upper}}}. The value is that of
 * the first field that has one.
 */
record Placeholder(List<Reader> readers, List<Filter> filters) {
    /** Longer numbers are written with an exponent. */
    private static final int DIGITS_MAX = 100;

    /** The value in its own type; a null node for none, also where links are unknown. */
    JsonNode value(Situation situation, ZoneId zone) {
        JsonNode value = NullNode.getInstance();
        for (Reader reader : readers) {
            JsonNode next = reader.read(situation);
            if (isPresent(next)) {
                value = next;
                break;
            }
        }
        for (Filter filter : filters) {
            value = filter.apply(value, zone);
        }
        return value;
    }

    String text(Situation situation, ZoneId zone) {
        return text(value(situation, zone));
    }

    static boolean isPresent(JsonNode value) {
        return value.isTextual()
                ? !value.textValue().isBlank()
                : !value.isNull() && !value.isMissingNode();
    }

    private static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> number(value.decimalValue());
            case BOOLEAN -> value.asText();
            case ARRAY -> {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(text(item)));
                yield String.join(", ", items);
            }
            case OBJECT, NULL, MISSING, BINARY, POJO -> "";
        };
    }

    private static String number(BigDecimal number) {
        return Math.abs((long) number.scale()) > DIGITS_MAX
                ? number.toString()
                : number.toPlainString();
    }
}
