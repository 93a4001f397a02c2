package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Reply;
import java.util.List;
import java.util.Map;

/** The problems of the OpenAPI document: their schema, and a response for each code. */
final class ProblemParts {
    private ProblemParts() {}

    static void addSchemas(Map<String, ObjectNode> schemas) {
        ObjectNode problem = Json.object();
        problem.put("type", "object");
        problem.put("description", "An error (RFC 9457).");
        ObjectNode properties = problem.putObject("properties");
        text(properties, "type", "Where the code is explained.").put("format", "uri-reference");
        text(properties, "title", "The code as text.");
        properties
                .putObject("status")
                .put("type", "integer")
                .put("minimum", 400)
                .put("description", "The HTTP status, again.");
        text(properties, "detail", "What happened; absent for an internal error.");
        text(properties, "instance", "The path of the request.").put("format", "uri-reference");
        ObjectNode code = text(properties, "code", "");
        code.put("description", "The error code. " + Descriptions.known(Problem.Code.class));
        ArrayNode words = code.putArray("x-extensible-enum");
        List.of(EnumNames.all(Problem.Code.class)).forEach(words::add);
        text(properties, "requestId", "The request's id in the server's log.");
        ObjectNode errors = properties.putObject("errors").put("type", "array");
        errors.put("description", "The errors of the input, at most 100.");
        errors.put("maxItems", 100);
        properties
                .putObject("errorsOmitted")
                .put("type", "integer")
                .put("minimum", 1)
                .put("description", "How many more errors there are; absent if all are listed.");
        errors.putObject("items").put("$ref", "#/components/schemas/InputError");
        ArrayNode required = problem.putArray("required");
        List.of("type", "title", "status", "instance", "code", "requestId").forEach(required::add);
        problem.put("additionalProperties", true);
        schemas.put("Problem", problem);

        ObjectNode error = Json.object();
        error.put("type", "object").put("description", "What is wrong with one field.");
        ObjectNode parts = error.putObject("properties");
        text(parts, "field", "The path of the field or the parameter's name.");
        text(parts, "code", "An error code, such as invalid_phone.");
        text(parts, "message", "A message for people.");
        error.putArray("required").add("field").add("code").add("message");
        error.put("additionalProperties", true);
        schemas.put("InputError", error);
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    /** NotFound, of NOT_FOUND. */
    static String name(Problem.Code code) {
        StringBuilder name = new StringBuilder();
        for (String word : EnumNames.of(code).split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    static ObjectNode responses() {
        ObjectNode responses = Json.object();
        for (Problem.Code code : Problem.Code.values()) {
            ObjectNode response = responses.putObject(name(code));
            response.put("description", code.title() + ". " + Docs.explain(code));
            ObjectNode headers =
                    switch (code) {
                        case LIMITED, UNAVAILABLE -> OpenApiParts.headerRefs("Retry-After");
                        case UNAUTHENTICATED -> OpenApiParts.headerRefs("WWW-Authenticate");
                        case METHOD_NOT_ALLOWED -> OpenApiParts.headerRefs("Allow");
                        case INVALID,
                                FORBIDDEN,
                                NOT_FOUND,
                                TIMEOUT,
                                CONFLICT,
                                GONE,
                                STALE,
                                TOO_LARGE,
                                UNSUPPORTED,
                                UNPROCESSABLE,
                                FAULT ->
                                OpenApiParts.headerRefs();
                    };
            response.set("headers", headers);
            ObjectNode media = response.putObject("content").putObject(Reply.PROBLEM_JSON);
            media.putObject("schema").put("$ref", "#/components/schemas/Problem");
            ObjectNode example = Problem.of(code, Docs.explain(code)).json();
            example.put("instance", "/api/leads");
            example.put("requestId", "0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17");
            if (code == Problem.Code.INVALID) {
                example.putArray("errors")
                        .addObject()
                        .put("field", "phone")
                        .put("code", "invalid_phone")
                        .put("message", "phone is not a phone number.");
            }
            media.set("example", example);
        }
        return responses;
    }
}
