package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.util.Set;

/** The names of schemas. */
final class SchemaNames {
    private static final String REF = "#/components/schemas/";

    private SchemaNames() {}

    static ObjectNode ref(String name) {
        return Json.object().put("$ref", REF + name);
    }

    /**
     * A command's schema is named after its entity: LeadCommand.Create is LeadCreate. A lead of
     * which only some fields were asked for is a PartialLead.
     */
    static String of(Class<?> type, Schemas.Use use) {
        Class<?> outer = type.getEnclosingClass();
        String entity =
                outer != null && outer.getSimpleName().endsWith("Command")
                        ? outer.getSimpleName().replace("Command", "")
                        : "";
        String name = entity + type.getSimpleName();
        return switch (use) {
            case REQUEST -> entity.isEmpty() && !name.endsWith("Input") ? name + "Input" : name;
            case REPLY -> name;
            case SELECTION -> "Partial" + name;
        };
    }

    /** The name, or a longer one if it is taken. */
    static String free(String name, Class<?> type, Set<String> taken) {
        if (!taken.contains(name)) {
            return name;
        }
        Class<?> outer = type.getEnclosingClass();
        String longer = outer == null ? name : outer.getSimpleName() + name;
        String candidate = longer;
        for (int count = 2; taken.contains(candidate); count++) {
            candidate = longer + count;
        }
        return candidate;
    }
}
