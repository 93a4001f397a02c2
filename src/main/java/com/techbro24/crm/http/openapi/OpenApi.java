package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Route;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The OpenAPI 3.1 document of a route table. */
final class OpenApi {
    private final Schemas schemas = new Schemas();
    private final Examples outputs = new Examples(schemas.components(), false);
    private final Examples inputs = new Examples(schemas.components(), true);
    private final ObjectNode document = Json.object();

    private OpenApi() {}

    static ObjectNode of(List<Mounted> all, PublicUrl publicUrl) {
        OpenApi api = new OpenApi();
        api.addHead(publicUrl);
        ObjectNode paths = api.document.putObject("paths");
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        Set<String> operationIds = new HashSet<>();
        List<Mounted> shown =
                all.stream()
                        .filter(mounted -> !mounted.route().hidden())
                        .sorted(Comparator.comparing(mounted -> Topic.of(mounted.route())))
                        .toList();
        for (Mounted mounted : shown) {
            Route route = mounted.route();
            topics.add(Topic.of(route));
            ObjectNode operation =
                    new OpenApiOperation(mounted, api.schemas, api.inputs, api.outputs).json();
            if (!operationIds.add(operation.get("operationId").textValue())) {
                throw new IllegalStateException("two operations are named " + route.title());
            }
            String method = route.method().name().toLowerCase(Locale.ROOT);
            paths.withObjectProperty(path(route)).set(method, operation);
        }
        ArrayNode tags = api.document.putArray("tags");
        topics.forEach(topic -> tags.add(topic.tag()));
        api.document.set("components", api.components());
        api.prune("responses");
        api.prune("headers");
        return api.document;
    }

    private void addHead(PublicUrl publicUrl) {
        document.put("openapi", "3.1.0");
        document.put("jsonSchemaDialect", "https://spec.openapis.org/oas/3.1/dialect/base");
        ObjectNode info = document.putObject("info");
        info.put("title", "TechBro24 CRM");
        info.put("version", "1");
        info.put("summary", "The backend of a telephone sales team.");
        String text = Guide.markdown() + OpenApiParts.CONVENTIONS;
        info.put("description", text.replace("](/", "](" + publicUrl.prefix() + "/"));
        info.putObject("contact").put("name", "The admin of this server");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers")
                .addObject()
                .put("url", publicUrl.base())
                .put("description", "This server");
        document.putArray("security").addObject().putArray("bearer");
    }

    private ObjectNode components() {
        ProblemParts.addSchemas(schemas.components());
        ObjectNode components = Json.object();
        components.set("schemas", Json.tree(schemas.components()));
        components.set("responses", ProblemParts.responses());
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

    /** Removes the components that no operation refers to. */
    private void prune(String kind) {
        String prefix = "#/components/" + kind + "/";
        Set<String> used = new HashSet<>(document.findValuesAsText("$ref"));
        ((ObjectNode) document.at("/components/" + kind))
                .properties()
                .removeIf(component -> !used.contains(prefix + component.getKey()));
    }

    static String path(Route route) {
        return "/"
                + Route.split(route.path()).stream()
                        .map(part -> part.startsWith(":") ? "{" + part.substring(1) + "}" : part)
                        .collect(Collectors.joining("/"));
    }
}
