package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The OpenAPI 3.1 document of a route table. */
final class OpenApi {
    private static final String JSON = "application/json";
    private final Schemas schemas = new Schemas();
    private final Examples outputs = new Examples(schemas.components(), false);
    private final Examples inputs = new Examples(schemas.components(), true);
    private final ObjectNode document = Json.object();
    private final Set<String> operationIds = new HashSet<>();

    private OpenApi() {}

    static ObjectNode of(List<Mounted> all, PublicUrl publicUrl) {
        OpenApi api = new OpenApi();
        api.addHead(publicUrl);
        ObjectNode paths = api.document.putObject("paths");
        Set<String> tags = new TreeSet<>();
        for (Mounted mounted : all) {
            Route route = mounted.route();
            if (!route.hidden()) {
                tags.add(tag(route));
                String method = route.method().name().toLowerCase(Locale.ROOT);
                paths.withObjectProperty(path(route)).set(method, api.operation(mounted));
            }
        }
        ArrayNode named = api.document.putArray("tags");
        tags.forEach(tag -> named.addObject().put("name", tag));
        api.document.set("components", api.components());
        return api.document;
    }

    private void addHead(PublicUrl publicUrl) {
        document.put("openapi", "3.1.0");
        document.put("jsonSchemaDialect", "https://spec.openapis.org/oas/3.1/dialect/base");
        ObjectNode info = document.putObject("info");
        info.put("title", "TechBro24 CRM");
        info.put("version", "1");
        info.put("summary", "The backend of a telephone sales team.");
        info.put(
                "description",
                OpenApiParts.INTRODUCTION.replace("](/", "](" + publicUrl.prefix() + "/"));
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers")
                .addObject()
                .put("url", publicUrl.base())
                .put("description", "This server");
        document.putArray("security").addObject().putArray("bearer");
    }

    private ObjectNode components() {
        OpenApiParts.addProblem(schemas.components());
        ObjectNode components = Json.object();
        components.set("schemas", Json.tree(schemas.components()));
        components.set("responses", OpenApiParts.problems());
        components.set("parameters", OpenApiParts.headerParameters());
        components.set("headers", OpenApiParts.headers());
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "A session token of POST /api/auth/login, or an API key.");
        return components;
    }

    private static String path(Route route) {
        return "/"
                + Route.split(route.path()).stream()
                        .map(part -> part.startsWith(":") ? "{" + part.substring(1) + "}" : part)
                        .collect(Collectors.joining("/"));
    }

    /** The tag of a route, from its path. */
    private static String tag(Route route) {
        List<String> parts = Route.split(route.path());
        boolean room =
                parts.size() > 1 && parts.getFirst().equals("api") && !parts.get(1).contains(".");
        return room ? parts.get(1) : "operations";
    }

    private ObjectNode operation(Mounted mounted) {
        Route route = mounted.route();
        ObjectNode operation = Json.object();
        operation.putArray("tags").add(tag(route));
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary());
        operation.put("description", description(route));
        if (route.deprecation() != null) {
            operation.put("deprecated", true);
        }
        if (route.open()) {
            ArrayNode security = operation.putArray("security");
            security.addObject();
            security.addObject().putArray("bearer");
        }
        addParameters(operation.putArray("parameters"), mounted);
        if (takesBody(mounted)) {
            addBody(operation.putObject("requestBody"), mounted);
        }
        operation.set("responses", new OpenApiResponses(schemas, outputs).of(mounted));
        return operation;
    }

    private static String description(Route route) {
        StringBuilder text = new StringBuilder();
        if (route.list() != null) {
            text.append(route.list().description());
        }
        if (!route.open() && !route.roles().equals(Role.EVERYONE)) {
            String who =
                    route.roles().stream()
                            .sorted()
                            .map(EnumNames::of)
                            .collect(Collectors.joining(", "));
            text.append(text.isEmpty() ? "" : "\n\n").append("For: ").append(who).append('.');
        }
        if (route.method() == Route.Method.PUT) {
            text.append(text.isEmpty() ? "" : "\n\n").append("PATCH is the same.");
        }
        if (route.command() != null) {
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append("On the socket: `")
                    .append(route.command().name())
                    .append("`.");
        }
        return text.toString();
    }

    /** {@code leadSetStatus} of a command's name, {@code getLeadsById} of a path. */
    private String operationId(Route route) {
        StringBuilder id = new StringBuilder();
        if (route.command() != null) {
            id.append(camel(route.command().name().replace('.', '_'), false));
        }
        if (id.isEmpty() || !operationIds.add(id.toString())) {
            id.setLength(0);
            id.append(route.method().name().toLowerCase(Locale.ROOT));
            for (String part : Route.split(route.path())) {
                if (part.startsWith(":")) {
                    id.append("By").append(camel(part.substring(1), true));
                } else if (!part.equals("api")) {
                    id.append(camel(part, true));
                }
            }
            operationIds.add(id.toString());
        }
        return id.toString();
    }

    private static String camel(String words, boolean upper) {
        StringBuilder text = new StringBuilder();
        boolean next = upper;
        for (char each : words.toCharArray()) {
            if (each == '_' || each == '-' || each == '.') {
                next = true;
            } else {
                text.append(next ? Character.toUpperCase(each) : each);
                next = false;
            }
        }
        return text.toString();
    }

    private void addParameters(ArrayNode parameters, Mounted mounted) {
        Route route = mounted.route();
        for (String name : mounted.variables()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", name).put("in", "path").put("required", true);
            parameter.set("schema", pathSchema(mounted, name));
            if (mounted.isAgent(name)) {
                parameter.put("description", "An agent's id, or `me` for the caller.");
            }
        }
        for (Parameter each : mounted.parameters().values()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", each.name()).put("in", "query");
            parameter.put("description", each.summary());
            if (each.many()) {
                parameter.put("style", "form").put("explode", false);
            }
            parameter.set("schema", OpenApiParts.parameter(each, mounted.fields()));
        }
        boolean post = route.method() == Route.Method.POST;
        if (post && !route.secret() && !route.open()) {
            addRef(parameters, "Idempotency-Key");
        }
        if (route.method() == Route.Method.GET && route.produces().contains(JSON)) {
            addRef(parameters, "If-None-Match");
        }
        if (route.command() != null) {
            addRef(parameters, "X-Device-Id");
            if (!mounted.variables().isEmpty()) {
                addRef(parameters, "If-Match");
            }
        }
    }

    private static void addRef(ArrayNode parameters, String name) {
        parameters.addObject().put("$ref", "#/components/parameters/" + name);
    }

    private static ObjectNode pathSchema(Mounted mounted, String name) {
        ObjectNode schema = Json.object();
        Class<?> type = mounted.inputs().get(name);
        if (type != null && type.isEnum()) {
            ArrayNode words = schema.put("type", "string").putArray("enum");
            List.of(EnumNames.all(type)).forEach(words::add);
            return schema;
        }
        if (type == Integer.class || type == int.class) {
            return schema.put("type", "integer");
        }
        schema.put("type", "string").put("minLength", 1);
        if (mounted.isAgent(name)) {
            schema.put("pattern", "^me$|" + Id.PATTERN);
        } else if (name.equals("id")) {
            schema.put("format", "uuid").put("pattern", Id.PATTERN);
        }
        return schema;
    }

    /** False if all fields of a command are in the path. */
    private static boolean takesBody(Mounted mounted) {
        Class<?> type = mounted.route().body();
        return type == null
                ? !mounted.route().consumes().contains(JSON)
                : mounted.route().command() == null
                        || !mounted.variables().containsAll(mounted.inputs().keySet());
    }

    private void addBody(ObjectNode body, Mounted mounted) {
        Route route = mounted.route();
        Class<?> type = route.body();
        ObjectNode content = body.putObject("content");
        if (type == null) {
            body.put("required", true);
            route.consumes().forEach(media -> OpenApiParts.addText(content, media, route));
            return;
        }
        ObjectNode schema = schemas.body(type, Set.copyOf(mounted.variables()));
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
