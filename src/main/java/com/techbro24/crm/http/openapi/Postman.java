package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The OpenAPI document as a Postman collection: a folder for each topic, in the same order. The
 * variables {@code baseUrl} and {@code token} belong to the collection; logging in sets the token.
 */
final class Postman {
    private static final String SCHEMA =
            "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    private static final String BASE = "{{baseUrl}}";

    /** Of the request that logs in. */
    private static final String KEEP_TOKEN =
            "pm.collectionVariables.set(\"token\", pm.response.json().token);";

    private final ObjectNode document;

    private Postman(ObjectNode document) {
        this.document = document;
    }

    /**
     * @param baseUrl where the server is, without a slash at the end
     */
    static ObjectNode of(ObjectNode document, String baseUrl) {
        return new Postman(document).collection(baseUrl);
    }

    private ObjectNode collection(String baseUrl) {
        ObjectNode collection = Json.object();
        ObjectNode info = collection.putObject("info");
        info.set("name", document.at("/info/title"));
        info.set("description", document.at("/info/description"));
        info.put("schema", SCHEMA);
        ObjectNode auth = collection.putObject("auth").put("type", "bearer");
        property(auth.putArray("bearer"), "token", "{{token}}").put("type", "string");
        ArrayNode variables = collection.putArray("variable");
        property(variables, "baseUrl", baseUrl);
        property(variables, "token", "");
        Map<String, ArrayNode> folders = folders(collection.putArray("item"));
        for (var path : document.get("paths").properties()) {
            for (var each : path.getValue().properties()) {
                JsonNode operation = each.getValue();
                ArrayNode folder = folders.get(operation.at("/tags/0").textValue());
                String method = each.getKey().toUpperCase(Locale.ROOT);
                if (folder != null) {
                    folder.add(item(method, path.getKey(), operation));
                }
            }
        }
        return collection;
    }

    private Map<String, ArrayNode> folders(ArrayNode items) {
        Map<String, ArrayNode> folders = new LinkedHashMap<>();
        for (JsonNode tag : document.get("tags")) {
            ObjectNode folder = items.addObject();
            folder.set("name", tag.get("name"));
            folder.set("description", tag.get("description"));
            folders.put(tag.get("name").textValue(), folder.putArray("item"));
        }
        return folders;
    }

    private ObjectNode item(String method, String path, JsonNode operation) {
        ObjectNode item = Json.object();
        item.set("name", operation.get("summary"));
        ObjectNode request = item.putObject("request").put("method", method);
        request.set("description", operation.get("description"));
        if (operation.has("security")) {
            request.putObject("auth").put("type", "noauth");
        }
        ArrayNode headers = request.putArray("header");
        request.set("url", url(path, operation));
        JsonNode content = operation.at("/requestBody/content");
        if (!content.isEmpty()) {
            var media = content.properties().iterator().next();
            property(headers, "Content-Type", media.getKey());
            JsonNode example = media.getValue().path("example");
            ObjectNode body = request.putObject("body").put("mode", "raw");
            body.put("raw", example.isTextual() ? example.textValue() : example.toPrettyString());
            if (!example.isTextual()) {
                body.putObject("options").putObject("raw").put("language", "json");
            }
        }
        if (path.equals("/api/auth/login")) {
            ObjectNode event = item.putArray("event").addObject().put("listen", "test");
            event.putObject("script")
                    .put("type", "text/javascript")
                    .putArray("exec")
                    .add(KEEP_TOKEN);
        }
        return item;
    }

    /** Its optional parameters are there, switched off. */
    private static ObjectNode url(String path, JsonNode operation) {
        String template = path.replaceAll("\\{(\\w+)}", ":$1");
        ObjectNode url = Json.object().put("raw", BASE + template);
        url.putArray("host").add(BASE);
        ArrayNode parts = url.putArray("path");
        for (String part : template.substring(1).split("/", -1)) {
            parts.add(part);
        }
        ArrayNode query = url.putArray("query");
        ArrayNode variables = url.putArray("variable");
        for (JsonNode parameter : operation.get("parameters")) {
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" ->
                        property(variables, name, parameter.get("example").asText())
                                .set("description", parameter.get("description"));
                case "query" ->
                        property(query, name, "")
                                .put("disabled", true)
                                .set("description", parameter.get("description"));
                default -> {}
            }
        }
        return url;
    }

    private static ObjectNode property(ArrayNode list, String key, String value) {
        return list.addObject().put("key", key).put("value", value);
    }
}
