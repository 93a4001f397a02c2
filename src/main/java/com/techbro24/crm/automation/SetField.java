package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;

/** The input that sets one field of a row; {@code customFields.<name>} sets a custom field. */
final class SetField {
    private SetField() {}

    /** The field of the command's input. */
    static String base(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? field : field.substring(0, dot);
    }

    static ObjectNode input(String id, String field, JsonNode value) {
        ObjectNode input = Json.object().put("id", id);
        String base = base(field);
        if (base.equals(field)) {
            input.set(field, value);
        } else {
            input.putObject(base).set(field.substring(base.length() + 1), value);
        }
        return input;
    }
}
