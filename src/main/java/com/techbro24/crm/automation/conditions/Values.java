package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.automation.conditions.PlaceholderParser.Piece;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an action, whose texts may have placeholders: {@code Call {{lead.name}} back}.
 *
 * <p>A placeholder that is the whole text keeps the type of its value. A value is inserted once,
 * and never read as a template, so a row cannot make a rule read another field.
 */
public final class Values {
    private static final int DEPTH_MAX = 10;

    /** Makes the JSON of a part. */
    private interface Part {
        JsonNode resolve(Situation situation, ZoneId zone);
    }

    private final Part part;
    private final Set<String> thenPaths;

    private Values(Part part, Set<String> thenPaths) {
        this.part = part;
        this.thenPaths = Set.copyOf(thenPaths);
    }

    /**
     * Compiles a parameter, or an object of them. If it adds errors, the values must not be used.
     *
     * @param entityType the type of the record; null without one
     * @param isEvent whether there is an event
     * @param errors every error is added to it
     * @param path the path of the parameter in the input, {@code actions[0].params}
     */
    public static Values compile(
            JsonNode param,
            Fields fields,
            @Nullable String entityType,
            boolean isEvent,
            List<InputError> errors,
            String path) {
        Faults faults = new Faults(fields, entityType, isEvent, errors);
        Part part = part(param, new PlaceholderParser(faults), faults, path, 1);
        return new Values(part, faults.thenPaths());
    }

    /**
     * The JSON with all values. A value that is missing, or unknown without links, is null, and
     * empty within a text.
     *
     * @param zone the time zone of the recipient
     */
    public JsonNode resolve(Situation situation, ZoneId zone) {
        return part.resolve(situation, zone);
    }

    /** As {@link Condition#thenPaths}. */
    public Set<String> thenPaths() {
        return thenPaths;
    }

    private static Part part(
            JsonNode node, PlaceholderParser parser, Faults faults, String path, int depth) {
        if (depth > DEPTH_MAX) {
            faults.add(path, "too_long", "must not nest deeper than " + DEPTH_MAX + " levels");
            return (situation, zone) -> node;
        }
        return switch (node) {
            case TextNode text -> text(parser.parse(text.textValue(), path));
            case ObjectNode object -> {
                Map<String, Part> parts = new LinkedHashMap<>();
                for (var entry : object.properties()) {
                    String at = path + "." + entry.getKey();
                    parts.put(
                            entry.getKey(), part(entry.getValue(), parser, faults, at, depth + 1));
                }
                yield (situation, zone) -> {
                    ObjectNode filled = Json.object();
                    parts.forEach((name, each) -> filled.set(name, each.resolve(situation, zone)));
                    return filled;
                };
            }
            case ArrayNode array -> {
                List<Part> parts = new ArrayList<>();
                for (int index = 0; index < array.size(); index++) {
                    String at = path + "[" + index + "]";
                    parts.add(part(array.get(index), parser, faults, at, depth + 1));
                }
                yield (situation, zone) -> {
                    ArrayNode filled = Json.MAPPER.createArrayNode();
                    parts.forEach(each -> filled.add(each.resolve(situation, zone)));
                    return filled;
                };
            }
            case JsonNode value -> (situation, zone) -> value;
        };
    }

    private static Part text(List<Piece> pieces) {
        if (pieces.size() == 1 && pieces.getFirst() instanceof Piece.Filled(Placeholder alone)) {
            return alone::value;
        }
        if (pieces.stream().allMatch(Piece.Plain.class::isInstance)) {
            TextNode constant = TextNode.valueOf(joined(pieces, piece -> ""));
            return (situation, zone) -> constant;
        }
        return (situation, zone) -> {
            String filled = joined(pieces, placeholder -> placeholder.text(situation, zone));
            return TextNode.valueOf(ShortText.of(filled, Limits.TEXT_LENGTH_MAX));
        };
    }

    private static String joined(List<Piece> pieces, Function<Placeholder, String> filled) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(
                    switch (piece) {
                        case Piece.Plain(String plain) -> plain;
                        case Piece.Filled(Placeholder placeholder) -> filled.apply(placeholder);
                    });
        }
        return text.toString();
    }
}
