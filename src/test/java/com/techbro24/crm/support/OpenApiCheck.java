package com.techbro24.crm.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.techbro24.crm.base.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds responses against the OpenAPI document, so that the two cannot drift apart:
 *
 * <pre>{@code
 * OpenApiCheck check = new OpenApiCheck(text of GET /api/openapi.json);
 * check.response("GET", "/api/leads?limit=2", response);
 * }</pre>
 *
 * <p>It may be used by several threads.
 */
public final class OpenApiCheck {
    static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private static final Set<Integer> OF_ANY_PATH = Set.of(404, 405, 408, 414, 429, 431, 500, 503);
    private static final String PROBLEM = "application/problem+json";

    private final ObjectNode document;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public OpenApiCheck(String document) {
        this.document = (ObjectNode) Json.read(document);
    }

    /**
     * Throws an {@link AssertionError} with every error of the response.
     *
     * @param uri the path that was asked, with its query
     */
    public void response(String method, String uri, HttpResponse<byte[]> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        response(method, uri, response.statusCode(), headers, response.body());
    }

    /**
     * The same for a response of any client; the body is unpacked, the headers' names in any case.
     */
    public void response(
            String method, String uri, int status, Map<String, String> headers, byte[] body) {
        List<String> errors = errors(method, uri, status, headers, body);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    method
                            + " "
                            + uri
                            + " answered "
                            + status
                            + ", which is not as the OpenAPI document says:\n  "
                            + String.join("\n  ", errors)
                            + "\n"
                            + new String(body, UTF_8));
        }
    }

    /** The operations that no response was checked for yet: {@code GET /api/leads}. */
    public Set<String> unseen() {
        Set<String> all = new LinkedHashSet<>();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                if (!seen.contains(name)) {
                    all.add(name);
                }
            }
        }
        return all;
    }

    private List<String> errors(
            String method, String uri, int status, Map<String, String> given, byte[] body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(given);
        List<String> errors = new ArrayList<>();
        int mark = uri.indexOf('?');
        String path =
                find((mark < 0 ? uri : uri.substring(0, mark)).replaceFirst("^/api/v1/", "/api/"));
        String known = method.equals("PATCH") ? "PUT" : method.equals("HEAD") ? "GET" : method;
        JsonNode operation = document.get("paths").path(path).path(known.toLowerCase(Locale.ROOT));
        seen.add(known + " " + path);
        if (operation.isMissingNode()) {
            if (method.equals("OPTIONS") && status == 204) {
                return List.of();
            }
            if (!OF_ANY_PATH.contains(status) && status != 400) {
                return List.of("there is no such operation");
            }
            checkBody(errors, problem(), headers, body);
            return errors;
        }
        JsonNode response = resolve(operation.get("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            if (!OF_ANY_PATH.contains(status)) {
                return List.of("the status is not among " + names(operation.get("responses")));
            }
            response = problem();
        }
        for (var header : response.path("headers").properties()) {
            String name = header.getKey();
            boolean always = Set.of("Api-Version", "X-Request-Id", "Server-Timing").contains(name);
            if (always && !headers.containsKey(name)) {
                errors.add("the header " + name + " is missing");
            }
        }
        if (!method.equals("HEAD")) {
            checkBody(errors, response, headers, body);
        }
        return errors;
    }

    private JsonNode problem() {
        ObjectNode response = Json.object();
        response.putObject("content")
                .putObject(PROBLEM)
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
        return response;
    }

    private void checkBody(
            List<String> errors, JsonNode response, Map<String, String> headers, byte[] body) {
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            if (body.length > 0) {
                errors.add("there should be no body");
            }
            return;
        }
        String type = headers.getOrDefault("Content-Type", "").split(";", 2)[0];
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            errors.add("the content type " + type + " is not among " + names(content));
            return;
        }
        if (type.endsWith("json") && !type.endsWith("ndjson") && media.has("schema")) {
            // Most operations share theirs: all problems have one.
            Schema schema =
                    compiled.computeIfAbsent(
                            media.get("schema").toString(),
                            key -> schema(document, media.get("schema")));
            try {
                schema.validate(new String(body, UTF_8), InputFormat.JSON)
                        .forEach(error -> errors.add(error.toString()));
            } catch (RuntimeException e) {
                errors.add("the body is not JSON: " + e.getMessage());
            }
        }
    }

    /** A schema of a document, with the components that it may refer to. */
    public static Schema schema(JsonNode document, JsonNode schema) {
        ObjectNode whole = Json.object();
        whole.putArray("allOf").add(schema.deepCopy());
        whole.set("$defs", document.at("/components/schemas").deepCopy());
        // A client must bear further fields; here the document must name every field.
        for (var component : whole.get("$defs").properties()) {
            boolean isOpen = component.getKey().equals("Problem");
            if (!isOpen && component.getValue().has("properties")) {
                ((ObjectNode) component.getValue()).put("additionalProperties", false);
            }
        }
        String text = whole.toString().replace("\"#/components/schemas/", "\"#/$defs/");
        return SCHEMAS.getSchema(text, InputFormat.JSON);
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }

    /** The template of the document that a path fits, with as few variables as can be. */
    private String find(String path) {
        String[] parts = split(path);
        String best = "";
        int fewest = Integer.MAX_VALUE;
        for (var each : document.get("paths").properties()) {
            String[] template = split(each.getKey());
            int variables = fit(template, parts);
            if (variables >= 0 && variables < fewest) {
                fewest = variables;
                best = each.getKey();
            }
        }
        return best;
    }

    private static String[] split(String path) {
        return (path.length() > 1 && path.endsWith("/")
                        ? path.substring(0, path.length() - 1)
                        : path)
                .split("/", -1);
    }

    private static int fit(String[] template, String[] parts) {
        if (template.length != parts.length) {
            return -1;
        }
        int variables = 0;
        for (int index = 0; index < parts.length; index++) {
            if (template[index].startsWith("{")) {
                variables++;
            } else if (!template[index].equals(parts[index])) {
                return -1;
            }
        }
        return variables;
    }

    private static List<String> names(JsonNode node) {
        return node.propertyStream().map(Map.Entry::getKey).toList();
    }
}
