package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Route;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The responses of an operation. */
record OpenApiResponses(Schemas schemas, Examples examples) {
    private static final String JSON = "application/json";
    private static final Set<Problem.Code> ALWAYS =
            EnumSet.of(
                    Problem.Code.INVALID,
                    Problem.Code.LIMITED,
                    Problem.Code.FAULT,
                    Problem.Code.UNAVAILABLE);
    private static final Set<Problem.Code> BODY =
            EnumSet.of(Problem.Code.TIMEOUT, Problem.Code.TOO_LARGE, Problem.Code.UNSUPPORTED);

    ObjectNode of(Mounted mounted) {
        ObjectNode responses = Json.object();
        Route route = mounted.route();
        Class<?> reply = route.reply();
        boolean json = route.produces().contains(JSON);
        boolean nothing = reply == null && json;
        int status = nothing && route.status() == 200 ? 204 : route.status();
        ObjectNode schema =
                reply == null || !json
                        ? null
                        : schemas.reply(reply, route.list(), !mounted.fields().isEmpty());
        addSuccess(responses, status, route, schema);
        if (route.command() != null && status == 201) {
            addSuccess(responses, 200, route, schema);
        }
        if (route.method() == Route.Method.GET && json) {
            ObjectNode same = responses.putObject("304");
            same.put("description", "Not modified since the response with that ETag.");
            same.set("headers", OpenApiParts.headerRefs("ETag"));
        }
        for (Problem.Code code : codes(mounted)) {
            responses
                    .putObject(Integer.toString(code.status()))
                    .put("$ref", "#/components/responses/" + ProblemParts.name(code));
        }
        return responses;
    }

    /** Whether an Idempotency-Key makes it safe to repeat. */
    static boolean isRepeatable(Route route) {
        return route.method() == Route.Method.POST && !route.secret() && !route.open();
    }

    /** Whether it heeds If-Match. */
    static boolean isConditional(Mounted mounted) {
        Route route = mounted.route();
        return route.command() != null
                && (!mounted.variables().isEmpty() || route.method() == Route.Method.PUT);
    }

    /** What may go wrong everywhere, and what the route declares beyond it. */
    private static Set<Problem.Code> codes(Mounted mounted) {
        Route route = mounted.route();
        Set<Problem.Code> codes = EnumSet.copyOf(ALWAYS);
        if (!route.isCounted()) {
            codes.remove(Problem.Code.LIMITED);
        }
        codes.addAll(route.problems());
        if (!route.open()) {
            codes.add(Problem.Code.UNAUTHENTICATED);
            // A key that may only read may write nothing.
            if (route.method() != Route.Method.GET || !route.roles().equals(Role.EVERYONE)) {
                codes.add(Problem.Code.FORBIDDEN);
            }
        }
        if (!mounted.variables().isEmpty()) {
            codes.add(Problem.Code.NOT_FOUND);
        }
        if (OpenApiOperation.takesBody(mounted)) {
            codes.addAll(BODY);
        }
        if (isRepeatable(route)) {
            // The key of a request in progress, or of another request.
            codes.addAll(Set.of(Problem.Code.CONFLICT, Problem.Code.UNPROCESSABLE));
        }
        if (isConditional(mounted)) {
            codes.add(Problem.Code.STALE);
        }
        return codes;
    }

    private void addSuccess(
            ObjectNode responses, int status, Route route, @Nullable ObjectNode schema) {
        ObjectNode response = responses.putObject(Integer.toString(status));
        response.put("description", success(status, route));
        boolean tagged = schema != null;
        ObjectNode headers = tagged ? OpenApiParts.headerRefs("ETag") : OpenApiParts.headerRefs();
        if (status == 201) {
            headers.set("Location", OpenApiParts.headerRef("Location"));
        }
        if (isRepeatable(route)) {
            headers.set("Idempotent-Replayed", OpenApiParts.headerRef("Idempotent-Replayed"));
        }
        if (route.deprecation() != null) {
            for (String name : List.of("Deprecation", "Sunset", "Link")) {
                headers.set(name, OpenApiParts.headerRef(name));
            }
        }
        response.set("headers", headers);
        if (schema != null) {
            ObjectNode content = response.putObject("content");
            ObjectNode media = content.putObject(JSON);
            media.set("schema", schema);
            media.set("example", examples.of(schema));
            for (String type : route.produces()) {
                if (!type.equals(JSON)) {
                    OpenApiParts.addText(content, type, route);
                }
            }
        } else if (status != 204) {
            ObjectNode content = response.putObject("content");
            for (String type : route.produces()) {
                if (type.equals(JSON)) {
                    content.putObject(type);
                } else {
                    OpenApiParts.addText(content, type, route);
                }
            }
        }
    }

    private static String success(int status, Route route) {
        return switch (status) {
            case 201 -> "Made.";
            case 202 -> "Accepted; in progress.";
            case 204 -> "Done; no content.";
            default -> route.list() == null ? "Done." : route.list().answer();
        };
    }
}
