package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Route;
import java.util.List;
import java.util.Map;

/** The variable parts of paths. */
final class PathVariables {
    /** A meaning and an example. */
    private record Known(String text, String example) {}

    private static final Map<String, Known> WORDS =
            Map.ofEntries(
                    Map.entry("query", new Known("What to look for, at least in part.", "ada")),
                    Map.entry("status", new Known("A status.", "new")),
                    Map.entry("tag", new Known("A tag.", "vip")),
                    Map.entry("system", new Known("The other system.", "shop")),
                    Map.entry("key", new Known("The id in the other system.", "customer-4711")),
                    Map.entry("outcome", new Known("An outcome of calls.", "interested")),
                    Map.entry("name", new Known("The name of the rule.", "lead_assigned")),
                    Map.entry("type", new Known("A type of rows.", "leads")),
                    Map.entry(
                            "templateName",
                            new Known("The name of the template.", "missed-call-follow-up")),
                    Map.entry("endpoint", new Known("The name of the endpoint.", "quote")));

    private PathVariables() {}

    static ObjectNode of(Mounted mounted, String name, Schemas schemas) {
        ObjectNode parameter = Json.object();
        parameter.put("name", name).put("in", "path").put("required", true);
        Known known = WORDS.getOrDefault(name, new Known("The " + name + ".", name));
        if (mounted.isAgent(name)) {
            known = new Known("An agent's id, or `me` for the caller.", "me");
        } else if (name.equals("id")) {
            known = new Known("The id of the " + row(mounted.route()) + ".", Examples.ID);
        }
        ObjectNode schema = schema(mounted, name, schemas);
        parameter.put("description", known.text());
        parameter.set("schema", schema);
        if (schema.path("type").asText().equals("integer")) {
            return parameter.put("example", 404);
        }
        return parameter.put("example", known.example());
    }

    /** The word for a row, from the part of the path before its id. */
    private static String row(Route route) {
        List<String> parts = Route.split(route.path());
        String before = parts.get(parts.indexOf(":id") - 1);
        return switch (before) {
            case "automation" -> "rule";
            case "api-keys" -> "API key";
            case "import", "imports" -> "import";
            case "system" -> "system notification";
            default -> before.replaceFirst("s$", "").replace('-', ' ');
        };
    }

    private static ObjectNode schema(Mounted mounted, String name, Schemas schemas) {
        Class<?> type = mounted.inputs().get(name);
        if (type != null && type.isEnum()) {
            return schemas.words(type, Schemas.Use.REQUEST);
        }
        ObjectNode schema = Json.object();
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
}
