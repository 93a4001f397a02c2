package com.techbro24.crm.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operation, as the OpenAPI document tells of it. */
record Operation(String method, String path, JsonNode told) {
    private static final Pattern ROLES = Pattern.compile("For: ([a-z, ]+)\\.");
    private static final Pattern COMMAND = Pattern.compile("On the socket: `([a-z_.]+)`");

    static List<Operation> all(JsonNode document) {
        List<Operation> all = new ArrayList<>();
        for (var path : document.get("paths").properties()) {
            for (var each : path.getValue().properties()) {
                String method = each.getKey().toUpperCase(Locale.ROOT);
                JsonNode told = each.getValue().deepCopy();
                told.path("parameters").forEach(parameter -> inline(parameter, document));
                all.add(new Operation(method, path.getKey(), told));
            }
        }
        return all;
    }

    /** Puts the words of an enum where the parameter only names it. */
    private static void inline(JsonNode parameter, JsonNode document) {
        for (JsonNode parent : List.of(parameter, parameter.path("schema"))) {
            for (String part : List.of("schema", "items")) {
                String ref = parent.path(part).path("$ref").asText();
                if (!ref.isEmpty()) {
                    ((ObjectNode) parent).set(part, document.at(ref.substring(1)));
                }
            }
        }
    }

    /** {@code GET /api/leads/{id}}. */
    String name() {
        return method + " " + path;
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /** Whether it may be asked without a token. */
    boolean isOpen() {
        return told.path("security").valueStream().anyMatch(JsonNode::isEmpty);
    }

    /** Whether its path names an agent. */
    boolean isOfAnAgent() {
        return path.contains("{agentId}") || path.startsWith("/api/agents/{id}");
    }

    boolean isFor(String role) {
        Matcher roles = ROLES.matcher(told.get("description").textValue());
        return !roles.find() || Set.of(roles.group(1).split(", ")).contains(role);
    }

    /** Whether its body is a file of comma-separated values. */
    boolean takesFile() {
        return told.at("/requestBody/content").has("text/csv");
    }

    Optional<String> command() {
        Matcher command = COMMAND.matcher(told.get("description").textValue());
        return command.find() ? Optional.of(command.group(1)) : Optional.empty();
    }

    /** 202 where success only begins something; a command says the same over the socket. */
    int success() {
        return told.get("responses").has("202") ? 202 : 200;
    }

    /** Its parameters of the query, each with name and schema. */
    List<JsonNode> queryParameters() {
        return told.get("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .toList();
    }

    /** The example of its body; an empty object where it takes none. */
    ObjectNode example() {
        JsonNode example = told.at("/requestBody/content/application~1json/example");
        return example.isObject() ? example.deepCopy() : Json.object();
    }
}
