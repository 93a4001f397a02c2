package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One operation of the document. */
record OpenApiOperation(Mounted mounted, Schemas schemas, Examples inputs, Examples outputs) {
    private static final String JSON = "application/json";

    ObjectNode json() {
        Route route = mounted.route();
        ObjectNode operation = Json.object();
        operation.putArray("tags").add(Topic.of(route).title());
        operation.put("operationId", id(route.title()));
        operation.put("summary", route.title());
        operation.put("description", description(route));
        if (route.deprecation() != null) {
            operation.put("deprecated", true);
        }
        if (route.open()) {
            ArrayNode security = operation.putArray("security");
            security.addObject();
            security.addObject().putArray("bearer");
        }
        addParameters(operation.putArray("parameters"));
        if (takesBody(mounted)) {
            addBody(operation.putObject("requestBody"));
        }
        operation.set("responses", new OpenApiResponses(schemas, outputs).of(mounted));
        operation
                .putArray("x-codeSamples")
                .addObject()
                .put("lang", "Shell")
                .put("label", "curl")
                .put("source", CurlSample.of(route.method().name(), route, operation));
        return operation;
    }

    /** {@code setLeadStatus}, of {@code Set lead status}. */
    static String id(String title) {
        StringBuilder id = new StringBuilder();
        for (String word : title.split("[^A-Za-z0-9]+", -1)) {
            String lower = word.toLowerCase(java.util.Locale.ROOT);
            id.append(
                    id.isEmpty() || lower.isEmpty()
                            ? lower
                            : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
        }
        return id.toString();
    }

    private static String description(Route route) {
        List<String> parts = new ArrayList<>();
        parts.add(route.summary());
        if (route.list() != null && !route.list().description().isEmpty()) {
            parts.add(route.list().description());
        }
        if (!route.open() && !route.roles().equals(Role.EVERYONE)) {
            String who =
                    route.roles().stream()
                            .sorted()
                            .map(EnumNames::of)
                            .collect(Collectors.joining(", "));
            parts.add("For: " + who + ".");
        }
        if (route.method() == Route.Method.PUT) {
            parts.add("PATCH is the same.");
        }
        if (route.command() != null) {
            parts.add("On the socket: `" + route.command().name() + "`.");
        }
        return String.join("\n\n", parts);
    }

    private void addParameters(ArrayNode parameters) {
        Route route = mounted.route();
        for (String name : mounted.variables()) {
            parameters.add(PathVariables.of(mounted, name, schemas));
        }
        for (Parameter each : mounted.parameters().values()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", each.name()).put("in", "query");
            parameter.put("description", Descriptions.sentence(each.summary()));
            if (each.many()) {
                parameter.put("style", "form").put("explode", false);
            }
            parameter.set("schema", OpenApiParts.parameter(each, mounted.fields(), schemas));
        }
        if (OpenApiResponses.isRepeatable(route)) {
            addRef(parameters, "Idempotency-Key");
        }
        if (route.method() == Route.Method.GET && route.produces().contains(JSON)) {
            addRef(parameters, "If-None-Match");
        }
        if (route.command() != null) {
            addRef(parameters, "X-Device-Id");
            if (OpenApiResponses.isConditional(mounted)) {
                addRef(parameters, "If-Match");
            }
        }
    }

    private static void addRef(ArrayNode parameters, String name) {
        parameters.addObject().put("$ref", "#/components/parameters/" + name);
    }

    /** False if all fields of a command are in the path. */
    static boolean takesBody(Mounted mounted) {
        Class<?> type = mounted.route().body();
        return type == null
                ? !mounted.route().consumes().contains(JSON)
                : mounted.route().command() == null
                        || !mounted.variables().containsAll(mounted.inputs().keySet());
    }

    private void addBody(ObjectNode body) {
        Route route = mounted.route();
        Class<?> type = route.body();
        ObjectNode content = body.putObject("content");
        if (type == null) {
            body.put("required", true);
            route.consumes().forEach(media -> OpenApiParts.addText(content, media, route));
            return;
        }
        Class<?> about = route.command() == null ? null : route.reply();
        ObjectNode schema = schemas.body(type, Set.copyOf(mounted.variables()), about);
        JsonNode named = resolve(schema);
        boolean isArray = named.path("type").asText().equals("array");
        body.put("required", isArray || !named.path("required").isEmpty());
        ObjectNode media = content.putObject(JSON);
        media.set("schema", schema);
        media.set("example", inputs.of(schema));
    }

    private JsonNode resolve(ObjectNode schema) {
        String ref = schema.path("$ref").asText();
        ObjectNode found = schemas.components().get(ref.substring(ref.lastIndexOf('/') + 1));
        return found == null ? schema : found;
    }
}
