package com.techbro24.crm.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reduces the rows of an answer to the fields that {@code fields} lists. */
final class Projection {
    private Projection() {}

    static Reply apply(Reply reply, boolean list, List<String> fields) {
        byte[] body = reply.body();
        if (body == null || reply.status() != 200) {
            return reply;
        }
        JsonNode tree = Json.read(new String(body, StandardCharsets.UTF_8));
        if (list && tree.get("data") instanceof ArrayNode rows) {
            rows.forEach(row -> retain(row, fields));
        } else {
            retain(tree, fields);
        }
        return reply.withBody(Json.bytes(tree));
    }

    private static void retain(JsonNode row, List<String> fields) {
        if (row instanceof ObjectNode object) {
            object.retain(fields);
        }
    }
}
