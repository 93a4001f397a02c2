package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Validates input by a part of JSON Schema: type, properties, required, additionalProperties
 * (false), items, enum, minLength, maxLength, pattern, minimum, maximum. A schema with another
 * keyword is refused when it is saved, as it would not do what it says.
 */
final class InputSchema {
    private static final int DEPTH_MAX = 10;
    private static final Set<String> WORDS = Set.of("title", "description", "examples", "$schema");
    private static final Set<String> SIZES = Set.of("minLength", "maxLength", "minimum", "maximum");
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    private final List<InputError> errors = new ArrayList<>();

    private InputSchema() {}

    /** Everything that is wrong with a schema itself. */
    static List<InputError> faults(ObjectNode schema) {
        InputSchema check = new InputSchema();
        check.schema(schema, "schema", 0);
        if (check.errors.isEmpty() && !"object".equals(schema.path("type").asText())) {
            check.error("schema.type", "must be object, as the input is one");
        }
        return check.errors;
    }

    /** Everything that is wrong with an input. */
    static List<InputError> errors(ObjectNode schema, JsonNode input) {
        InputSchema check = new InputSchema();
        check.value(schema, input, "");
        return check.errors;
    }

    private void error(String field, String what) {
        String name = field.isEmpty() ? "The input" : field;
        errors.add(new InputError(field, "invalid", name + " " + what + "."));
    }

    private void schema(JsonNode schema, String path, int depth) {
        if (!(schema instanceof ObjectNode object) || depth > DEPTH_MAX) {
            error(path, "must be an object, nested at most " + DEPTH_MAX + " levels");
            return;
        }
        for (var each : object.properties()) {
            String at = path + "." + each.getKey();
            keyword(each.getKey(), each.getValue(), at, depth);
        }
    }

    private void keyword(String word, JsonNode value, String at, int depth) {
        switch (word) {
            case "type" -> check(TYPES.contains(value.asText()), at, "must be a type");
            case "properties" -> {
                check(value.isObject(), at, "must be an object");
                value.properties()
                        .forEach(
                                each ->
                                        schema(
                                                each.getValue(),
                                                at + "." + each.getKey(),
                                                depth + 1));
            }
            case "items" -> schema(value, at, depth + 1);
            case "required", "enum" -> check(value.isArray(), at, "must be an array");
            case "additionalProperties" -> check(value.isBoolean(), at, "must be true or false");
            case "pattern" -> pattern(value, at);
            default -> {
                if (SIZES.contains(word)) {
                    check(value.isNumber(), at, "must be a number");
                } else {
                    check(WORDS.contains(word), at, "is a keyword that is not supported");
                }
            }
        }
    }

    private void check(boolean isRight, String at, String what) {
        if (!isRight) {
            error(at, what);
        }
    }

    private void pattern(JsonNode value, String at) {
        try {
            Pattern _ = Pattern.compile(value.asText());
        } catch (PatternSyntaxException e) {
            error(at, "must be a regular expression");
        }
    }

    private void value(JsonNode schema, JsonNode value, String path) {
        if (schema.has("type") && !isOf(schema.get("type").asText(), value)) {
            error(path, "must be of type " + schema.get("type").asText());
            return;
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            error(path, "must be one of " + schema.get("enum"));
        }
        if (value.isTextual()) {
            text(schema, value.textValue(), path);
        } else if (value.isNumber()) {
            number(schema, value, path);
        } else if (value.isArray() && schema.has("items")) {
            for (int index = 0; index < value.size(); index++) {
                value(schema.get("items"), value.get(index), path + "[" + index + "]");
            }
        } else if (value.isObject()) {
            object(schema, value, path.isEmpty() ? "" : path + ".");
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" ->
                    value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private void text(JsonNode schema, String text, String path) {
        int length = text.codePointCount(0, text.length());
        if (schema.has("minLength") && length < schema.get("minLength").asInt()) {
            error(path, "must have at least " + schema.get("minLength") + " characters");
        }
        if (schema.has("maxLength") && length > schema.get("maxLength").asInt()) {
            error(path, "must have at most " + schema.get("maxLength") + " characters");
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asText()).matcher(text).find()) {
            error(path, "does not have the expected format");
        }
    }

    private void number(JsonNode schema, JsonNode value, String path) {
        if (schema.has("minimum")
                && value.decimalValue().compareTo(schema.get("minimum").decimalValue()) < 0) {
            error(path, "must be at least " + schema.get("minimum"));
        }
        if (schema.has("maximum")
                && value.decimalValue().compareTo(schema.get("maximum").decimalValue()) > 0) {
            error(path, "must be at most " + schema.get("maximum"));
        }
    }

    private void object(JsonNode schema, JsonNode value, String prefix) {
        JsonNode properties = schema.path("properties");
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                error(prefix + name.asText(), "is required");
            }
        }
        boolean isClosed =
                schema.has("additionalProperties")
                        && !schema.get("additionalProperties").booleanValue();
        for (var each : value.properties()) {
            if (properties.has(each.getKey())) {
                value(properties.get(each.getKey()), each.getValue(), prefix + each.getKey());
            } else if (isClosed) {
                error(prefix + each.getKey(), "is not known");
            }
        }
    }
}
