package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.http.Route;

/** An operation as a curl command, with the variables of the guide. */
final class CurlSample {
    private CurlSample() {}

    static String of(String method, Route route, ObjectNode operation) {
        StringBuilder curl = new StringBuilder("curl -s");
        JsonNode content = operation.at("/requestBody/content");
        boolean implied = method.equals(content.isEmpty() ? "GET" : "POST");
        if (!implied) {
            curl.append(" -X ").append(method);
        }
        curl.append(" \"$CRM").append(path(OpenApi.path(route), operation));
        curl.append(route.exampleQuery()).append('"');
        if (!route.open()) {
            curl.append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        }
        if (!content.isEmpty()) {
            var media = content.properties().iterator().next();
            JsonNode example = media.getValue().path("example");
            curl.append(" \\\n  -H 'Content-Type: ").append(media.getKey()).append('\'');
            if (example.isTextual()) {
                curl.append(" \\\n  --data-binary @leads.csv");
            } else {
                curl.append(" \\\n  -d '")
                        .append(example.toString().replace("'", "'\\''"))
                        .append('\'');
            }
        }
        return curl.toString();
    }

    /** The path with the examples of its variables. */
    static String path(String template, JsonNode operation) {
        String path = template;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                String name = parameter.get("name").textValue();
                path = path.replace("{" + name + "}", parameter.get("example").asText());
            }
        }
        return path;
    }
}
