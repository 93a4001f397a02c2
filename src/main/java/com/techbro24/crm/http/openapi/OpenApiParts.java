package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all operations of the OpenAPI document share: problems, headers, parameters. */
final class OpenApiParts {
    static final String INTRODUCTION =
            """
            JSON over HTTP, and the same commands over Socket.IO.

            **Versions.** `/api/...` is the current version, `/api/v1/...` the same, pinned.

            **Lists** come in pages: `{"data":[…],"page":{"limit":50,"next":"…"}}`. Give `page.next` as \
            `cursor` to go on. `fields=id,name` asks for some fields only, `total=true` for a count.

            **Rows** have an `ETag`, their version. `If-None-Match` answers 304 if nothing changed; \
            `If-Match` on a write answers 412 where something did.

            **Changes.** PUT and PATCH change the provided fields; `null` clears a field.

            **Repeats.** A POST with an `Idempotency-Key` can be sent again for 24 hours: it returns the \
            first answer, and nothing is done twice.

            **Problems** are RFC 9457 documents with a `code`; [all codes](/docs/problems). \
            All input errors are reported at once, in `errors`.
            """;

    private static final List<String> EVERYWHERE =
            List.of(
                    "Api-Version",
                    "X-Request-Id",
                    "Server-Timing",
                    "RateLimit-Policy",
                    "RateLimit");

    private OpenApiParts() {}

    static void addProblem(Map<String, ObjectNode> schemas) {
        ObjectNode problem = Json.object();
        problem.put("type", "object");
        problem.put("description", "An error (RFC 9457).");
        ObjectNode properties = problem.putObject("properties");
        text(properties, "type", "Where the code is explained.").put("format", "uri-reference");
        text(properties, "title", "The code as text.");
        properties.putObject("status").put("type", "integer").put("minimum", 400);
        text(properties, "detail", "What happened; absent for an internal error.");
        text(properties, "instance", "The path of the request.").put("format", "uri-reference");
        ArrayNode words = text(properties, "code", "The error code.").putArray("enum");
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
        schemas.put("Problem", problem);

        ObjectNode error = Json.object();
        error.put("type", "object");
        ObjectNode parts = error.putObject("properties");
        text(parts, "field", "The path of the field or the parameter's name.");
        text(parts, "code", "An error code, such as invalid_phone.");
        text(parts, "message", "A message for people.");
        error.putArray("required").add("field").add("code").add("message");
        error.put("additionalProperties", false);
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

    static ObjectNode problems() {
        ObjectNode responses = Json.object();
        for (Problem.Code code : Problem.Code.values()) {
            ObjectNode response = responses.putObject(name(code));
            response.put("description", code.title() + ". " + Docs.explain(code));
            ObjectNode headers =
                    switch (code) {
                        case LIMITED, UNAVAILABLE -> headerRefs("Retry-After");
                        case UNAUTHENTICATED -> headerRefs("WWW-Authenticate");
                        case METHOD_NOT_ALLOWED -> headerRefs("Allow");
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
                                headerRefs();
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

    static ObjectNode parameter(Parameter parameter, List<String> fields) {
        ObjectNode schema = one(parameter, fields);
        if (!parameter.many()) {
            return schema;
        }
        ObjectNode many = Json.object().put("type", "array");
        many.set("items", schema);
        return many;
    }

    private static ObjectNode one(Parameter parameter, List<String> fields) {
        ObjectNode schema = Json.object();
        Class<?> type = parameter.type();
        Parameter.Check check = parameter.check();
        if (check != null && !check.words().isEmpty()) {
            check.words().forEach(schema.put("type", "string").putArray("enum")::add);
        } else if (type.isEnum() || parameter.name().equals(Mounted.FIELDS) && !fields.isEmpty()) {
            ArrayNode words = schema.put("type", "string").putArray("enum");
            (type.isEnum() ? List.of(EnumNames.all(type)) : fields).forEach(words::add);
        } else if (type == Integer.class) {
            schema.put("type", "integer");
            if (parameter.min() != Integer.MIN_VALUE) {
                schema.put("minimum", parameter.min());
            }
            if (parameter.max() != Integer.MAX_VALUE) {
                schema.put("maximum", parameter.max());
            }
        } else if (type == Boolean.class) {
            schema.put("type", "boolean");
        } else {
            schema.put("type", "string");
            String format =
                    type == Instant.class ? "date-time" : type == Duration.class ? "duration" : "";
            if (!format.isEmpty()) {
                schema.put("format", format);
            }
            if (type == Id.class) {
                schema.put("description", "An id; `me` is the caller's own agent.");
            }
            if (type == ZoneId.class) {
                schema.put("example", "Europe/Berlin");
            }
        }
        return schema;
    }

    /** A body that is not JSON, with an example. */
    static void addText(ObjectNode content, String type, Route route) {
        ObjectNode media = content.putObject(type);
        media.putObject("schema").put("type", "string");
        String sample = route.samples().get(type);
        if (sample != null) {
            media.put("example", sample);
        }
    }

    static ObjectNode headerParameters() {
        ObjectNode all = Json.object();
        headerParameter(
                all,
                "Idempotency-Key",
                "A repeated key within 24 hours returns the first answer; the request is not run again.",
                255);
        headerParameter(all, "If-None-Match", "The ETag of your cached response.", 1_000);
        headerParameter(all, "If-Match", "The version you last saw, in quotes: `\"3\"`.", 100);
        headerParameter(all, "X-Device-Id", "The device that the change comes from.", 100);
        return all;
    }

    private static void headerParameter(ObjectNode all, String name, String text, int longest) {
        ObjectNode parameter = all.putObject(name);
        parameter.put("name", name).put("in", "header").put("description", text);
        parameter
                .putObject("schema")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", longest);
    }

    static ObjectNode headers() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("Api-Version", "The API version.");
        texts.put(
                "X-Request-Id",
                "The request's id: yours, if it has at most 100 letters, digits, -, _ and .; otherwise a generated one.");
        texts.put("Server-Timing", "The server's processing time.");
        texts.put("RateLimit-Policy", "The limit of requests (q) per window of seconds (w).");
        texts.put(
                "RateLimit",
                "The remaining requests (r), and the seconds until the limit is fully restored (t).");
        texts.put("ETag", "The version of the response.");
        texts.put("Location", "The path of the new row.");
        texts.put(
                "Idempotent-Replayed",
                "`true` if this is the stored answer of an earlier request.");
        texts.put("Retry-After", "Seconds to wait before a retry.");
        texts.put("WWW-Authenticate", "The authentication scheme.");
        texts.put("Allow", "The methods of the path.");
        texts.put("Deprecation", "Since when the route is deprecated (RFC 9745).");
        texts.put("Sunset", "When the route will be removed (RFC 8594).");
        texts.put("Link", "The route's successor.");
        ObjectNode headers = Json.object();
        texts.forEach(
                (name, text) ->
                        headers.putObject(name)
                                .put("description", text)
                                .putObject("schema")
                                .put("type", "string"));
        return headers;
    }

    static ObjectNode headerRef(String name) {
        return Json.object().put("$ref", "#/components/headers/" + name);
    }

    static ObjectNode headerRefs(String... more) {
        ObjectNode headers = Json.object();
        EVERYWHERE.forEach(name -> headers.set(name, headerRef(name)));
        for (String name : more) {
            headers.set(name, headerRef(name));
        }
        return headers;
    }
}
