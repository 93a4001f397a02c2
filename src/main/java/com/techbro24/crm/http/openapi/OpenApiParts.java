package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all operations of the OpenAPI document share: conventions, headers, parameters. */
final class OpenApiParts {
    static final String CONVENTIONS =
            """
            # Conventions

            JSON over HTTP, and the same commands over Socket.IO. Times are in UTC, ISO 8601; durations \
            that are text are ISO 8601 too, and the name of a number tells its unit (`durationSeconds`).

            **Versions.** `/api/...` is the current version, `/api/v1/...` the same, pinned. Answers may \
            get further fields within a version, and text with `x-extensible-enum` further values; an \
            `enum` does not grow.

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

    static ObjectNode parameter(Parameter parameter, List<String> fields, Schemas schemas) {
        ObjectNode schema = one(parameter, fields, schemas);
        if (!parameter.many()) {
            return schema;
        }
        ObjectNode many = Json.object().put("type", "array");
        many.set("items", schema);
        return many;
    }

    private static ObjectNode one(Parameter parameter, List<String> fields, Schemas schemas) {
        ObjectNode schema = Json.object();
        Class<?> type = parameter.type();
        Parameter.Check check = parameter.check();
        if (check != null && !check.words().isEmpty()) {
            check.words().forEach(schema.put("type", "string").putArray("enum")::add);
        } else if (type.isEnum()) {
            return schemas.words(type, Schemas.Use.REQUEST);
        } else if (parameter.name().equals(Mounted.FIELDS) && !fields.isEmpty()) {
            fields.forEach(schema.put("type", "string").putArray("enum")::add);
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
