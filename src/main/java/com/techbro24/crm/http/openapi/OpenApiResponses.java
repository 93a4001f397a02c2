package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    ObjectNode of(Mounted mounted) {
        ObjectNode responses = Json.object();
        Route route = mounted.route();
        Class<?> reply = route.reply();
        boolean json = route.produces().contains(JSON);
        boolean nothing = reply == null && json;
        int status = nothing && route.status() == 200 ? 204 : route.status();
        ObjectNode schema = reply == null || !json ? null : schemas.reply(reply, route.list());
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
                    .put("$ref", "#/components/responses/" + OpenApiParts.name(code));
        }
        return responses;
    }

    private static Set<Problem.Code> codes(Mounted mounted) {
        Route route = mounted.route();
        Set<Problem.Code> codes = EnumSet.copyOf(ALWAYS);
        if (!route.isCounted()) {
            codes.remove(Problem.Code.LIMITED);
        }
        codes.addAll(route.problems());
        if (!route.open()) {
            codes.addAll(Set.of(Problem.Code.UNAUTHENTICATED, Problem.Code.FORBIDDEN));
        }
        if (!mounted.variables().isEmpty() || route.command() != null) {
            codes.add(Problem.Code.NOT_FOUND);
        }
        if (route.method() != Route.Method.GET) {
            codes.addAll(
                    Set.of(
                            Problem.Code.TIMEOUT,
                            Problem.Code.TOO_LARGE,
                            Problem.Code.UNSUPPORTED,
                            Problem.Code.CONFLICT,
                            Problem.Code.UNPROCESSABLE));
        }
        if (route.command() != null) {
            codes.add(Problem.Code.STALE);
        }
        if (route.command() != null && !mounted.variables().isEmpty()) {
            codes.add(Problem.Code.GONE); // the row is deleted
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
        if (route.method() == Route.Method.POST && !route.secret() && !route.open()) {
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
