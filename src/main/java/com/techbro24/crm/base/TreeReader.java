package com.techbro24.crm.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads documents from outside. Numbers are compared by value, as in JSON Schema: {@code 30.0} and
 * {@code 3e1} are the integer 30. A number with too many digits, or beyond the range of a double
 * (RFC 8259, 6), becomes {@link #OUT_OF_RANGE}, which fits no field. So the error names the field.
 */
final class TreeReader extends StdDeserializer<JsonNode> {
    /** Replaces a number that is out of range. */
    static final JsonNode OUT_OF_RANGE = new POJONode("a number out of range");

    static final int CHARACTERS_MAX = 40;

    /** The largest power of ten in a double. */
    private static final int EXPONENT_MAX = 308;

    TreeReader() {
        super(JsonNode.class);
    }

    @Override
    public JsonNode getNullValue(DeserializationContext context) {
        return NullNode.instance;
    }

    /** The parser limits the recursion depth. */
    @Override
    public JsonNode deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in, context);
            case START_ARRAY -> array(in, context);
            case VALUE_STRING -> TextNode.valueOf(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in.getText());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> (JsonNode) context.handleUnexpectedToken(JsonNode.class, in);
        };
    }

    private JsonNode object(JsonParser in, DeserializationContext context) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            JsonToken _ = in.nextToken();
            object.set(name, deserialize(in, context));
        }
        return object;
    }

    private JsonNode array(JsonParser in, DeserializationContext context) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            array.add(deserialize(in, context));
        }
        return array;
    }

    private static JsonNode number(String text) {
        if (text.length() > CHARACTERS_MAX || !hasSmallExponent(text)) {
            return OUT_OF_RANGE;
        }
        BigDecimal number = new BigDecimal(text);
        int magnitude = number.precision() - number.scale() - 1;
        if (number.signum() != 0 && Math.abs(magnitude) > EXPONENT_MAX) {
            return OUT_OF_RANGE;
        }
        BigDecimal bare = number.stripTrailingZeros();
        if (bare.scale() > 0 || magnitude > 18) {
            return DecimalNode.valueOf(number);
        }
        return integer(bare, number);
    }

    private static JsonNode integer(BigDecimal whole, BigDecimal asWritten) {
        BigDecimal least = BigDecimal.valueOf(Long.MIN_VALUE);
        BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
        if (whole.compareTo(least) < 0 || whole.compareTo(most) > 0) {
            return DecimalNode.valueOf(asWritten);
        }
        long value = whole.longValueExact();
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** Checked before the number is computed: a huge exponent would exhaust memory. */
    private static boolean hasSmallExponent(String text) {
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (at < 0) {
            return true;
        }
        String digits = text.substring(at + 1).replaceFirst("^[+-]?0*", "");
        return digits.length() <= 3;
    }
}
