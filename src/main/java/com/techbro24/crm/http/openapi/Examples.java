package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Examples generated from a schema and the name of its field. Only names shared by many rooms are
 * listed here; a field of one room has its example as an {@link com.techbro24.crm.http.Example}.
 */
final class Examples {
    private static final int DEPTH_MAX = 10;
    private static final Pattern ONE_WORD = Pattern.compile("\\^(\\w+)\\$");
    static final String ID = "0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17";

    /** What is usually false. */
    private static final Set<String> RARE =
            Set.of("replayed", "doNotCall", "override", "allowDuplicate", "scoreByHand");

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("name", "Ada Lovelace"),
                    Map.entry("email", "ada@example.com"),
                    Map.entry("phone", "+49 30 901820"),
                    Map.entry("code", "invalid_phone"),
                    Map.entry("timezone", "Europe/Berlin"),
                    Map.entry("team", "north"),
                    Map.entry("notes", "Prefers to be called in the morning."),
                    Map.entry("title", "Call Ada back"),
                    Map.entry("message", "Ada Lovelace was assigned to you."),
                    Map.entry("description", "She asked for an offer by Friday."),
                    Map.entry("reason", "Asked to be called next week."),
                    Map.entry("currency", "EUR"),
                    Map.entry("password", "correct horse battery staple"),
                    Map.entry("token", "crm_s_9dJ2kQ0vXf3m"),
                    Map.entry("address", "203.0.113.7"),
                    Map.entry("deviceid", "phone-1"),
                    Map.entry("next", "WyItdXBkYXRlZEF0Iiwi"),
                    Map.entry("version", "0.1.0"),
                    Map.entry("id", ID),
                    Map.entry("type", "lead"),
                    Map.entry("status", "ok"),
                    Map.entry("from", "09:00"),
                    Map.entry("to", "17:30"),
                    Map.entry("key", "crm_k_4bV7sLq1Zy8w"),
                    Map.entry("prefix", "crm_k_4bV7"));

    private final Map<String, ObjectNode> components;
    private final boolean input;

    /**
     * @param input whether it is for a request body, where no additional property is shown
     */
    Examples(Map<String, ObjectNode> components, boolean input) {
        this.components = components;
        this.input = input;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, "", 0);
    }

    private JsonNode of(JsonNode schema, String name, int depth) {
        if (schema.has("example")) {
            return schema.get("example");
        }
        if (schema.has("$ref")) {
            String ref = schema.get("$ref").textValue();
            ObjectNode found = components.get(ref.substring(ref.lastIndexOf('/') + 1));
            return found == null ? NullNode.instance : of(found, name, depth + 1);
        }
        for (String either : new String[] {"oneOf", "anyOf"}) {
            if (schema.get(either) instanceof ArrayNode options) {
                return of(options.get(0), name, depth);
            }
        }
        for (String known : new String[] {"enum", "x-extensible-enum"}) {
            if (schema.get(known) instanceof ArrayNode words) {
                return words.get(0);
            }
        }
        if (name.equals("deletedAt") && !input) {
            return NullNode.instance;
        }
        String type =
                schema.path("type").isArray()
                        ? schema.get("type").get(0).asText()
                        : schema.path("type").asText();
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer", "number" -> number(schema, name);
            case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(!RARE.contains(name));
            case "string" -> Json.MAPPER.getNodeFactory().textNode(text(schema, name));
            case "null" -> NullNode.instance;
            default -> Json.object();
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        if (depth > DEPTH_MAX) {
            return object;
        }
        schema.path("properties")
                .properties()
                .forEach(
                        each ->
                                object.set(
                                        each.getKey(),
                                        of(each.getValue(), each.getKey(), depth + 1)));
        if (!input && schema.path("additionalProperties").isObject()) {
            object.put("region", "north");
            if (!valid(schema.get("additionalProperties"))) {
                object.set("region", of(schema.get("additionalProperties"), "region", depth + 1));
            }
        }
        return object;
    }

    /** Whether the schema accepts text. */
    private static boolean valid(JsonNode schema) {
        JsonNode type = schema.path("type");
        return schema.isEmpty()
                || type.asText().equals("string")
                || type.isArray() && type.valueStream().anyMatch(t -> t.asText().equals("string"));
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        if (depth <= DEPTH_MAX) {
            array.add(of(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private static JsonNode number(JsonNode schema, String name) {
        int number =
                switch (name) {
                    case "version" -> 3;
                    case "limit" -> 50;
                    case "total" -> 1_204;
                    default -> 5;
                };
        if (schema.has("minimum")) {
            number = Math.max(number, schema.get("minimum").intValue());
        }
        if (schema.has("maximum")) {
            number = Math.min(number, schema.get("maximum").intValue());
        }
        return Json.MAPPER.getNodeFactory().numberNode(number);
    }

    private static String text(JsonNode schema, String name) {
        Matcher word = ONE_WORD.matcher(schema.path("pattern").asText());
        if (word.matches()) {
            return word.group(1);
        }
        String known = WORDS.get(name.toLowerCase(Locale.ROOT));
        String text =
                switch (schema.path("format").asText()) {
                    case "uuid" -> ID;
                    case "date-time" -> "2026-01-31T09:00:00.000Z";
                    case "date" -> "2026-01-31";
                    case "duration" -> "PT1H";
                    case "email" -> "ada@example.com";
                    case "byte" -> "aGVsbG8=";
                    default ->
                            name.endsWith("Id") && known == null
                                    ? ID
                                    : known == null ? name : known;
                };
        int longest = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
