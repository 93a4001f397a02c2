package com.techbro24.crm.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a document must hold that a schema cannot say. */
public final class OpenApiDocument {
    private final JsonNode document;
    private final List<String> errors = new ArrayList<>();

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    /** The errors of a document; empty if it is valid. */
    public static List<String> faultsOf(JsonNode document) {
        return new OpenApiDocument(document).errors();
    }

    private List<String> errors() {
        for (JsonNode ref : document.findValues("$ref")) {
            if (document.at(ref.textValue().substring(1)).isMissingNode()) {
                errors.add("a reference leads nowhere: " + ref);
            }
        }
        Set<String> operationIds = new LinkedHashSet<>();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                String where = operation.getKey() + " " + path.getKey();
                operation(where, path.getKey(), operation.getValue());
                if (!operationIds.add(operation.getValue().path("operationId").asText())) {
                    errors.add(where + ": its operationId is another's too");
                }
            }
        }
        var dialect =
                OpenApiCheck.SCHEMAS.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (var schema : document.at("/components/schemas").properties()) {
            dialect.validate(schema.getValue().toString(), InputFormat.JSON)
                    .forEach(error -> errors.add(schema.getKey() + ": " + error));
        }
        return errors;
    }

    private void operation(String where, String path, JsonNode operation) {
        for (String part : List.of("summary", "operationId", "tags", "responses")) {
            if (operation.path(part).isEmpty() && operation.path(part).asText().isEmpty()) {
                errors.add(where + ": no " + part);
            }
        }
        Set<String> variables = new LinkedHashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                variables.add("{" + parameter.get("name").asText() + "}");
            }
        }
        Set<String> needed = new LinkedHashSet<>();
        for (String part : path.split("/", -1)) {
            if (part.startsWith("{")) {
                needed.add(part);
            }
        }
        if (!variables.equals(needed)) {
            errors.add(where + ": declares " + variables + " for the path's " + needed);
        }
        examples(where, operation.path("requestBody").path("content"));
        operation.path("responses").forEach(each -> examples(where, each.path("content")));
    }

    private void examples(String where, JsonNode content) {
        for (JsonNode media : content) {
            if (media.has("example") && media.has("schema")) {
                OpenApiCheck.schema(document, media.get("schema"))
                        .validate(media.get("example").toString(), InputFormat.JSON)
                        .forEach(error -> errors.add(where + ": its example: " + error));
            }
        }
    }
}
