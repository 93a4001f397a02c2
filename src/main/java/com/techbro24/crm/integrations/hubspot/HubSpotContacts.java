package com.techbro24.crm.integrations.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.integrations.Connector;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates contacts to the fields of leads and back. */
final class HubSpotContacts {
    /** Holds the id of our row, and is unique there: a row is created once. */
    static final String LEAD_ID = "crm_lead_id";

    static final String MODIFIED = "lastmodifieddate";
    static final String ID = "hs_object_id";
    private static final String FIRST = "firstname";
    private static final String LAST = "lastname";
    private static final List<String> PLAIN = List.of("email", "phone", "company");

    private HubSpotContacts() {}

    /** The names of the properties that are read. */
    static ArrayNode properties() {
        ArrayNode names = Json.MAPPER.createArrayNode();
        names.add(FIRST).add(LAST).add(MODIFIED).add(LEAD_ID);
        PLAIN.forEach(names::add);
        return names;
    }

    static Connector.Remote read(JsonNode contact) {
        JsonNode properties = contact.path("properties");
        ObjectNode fields = Json.object();
        String name =
                Stream.of(FIRST, LAST)
                        .map(part -> properties.path(part).asText("").strip())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
        fields.put("name", name.isEmpty() ? null : name);
        PLAIN.forEach(
                field -> {
                    String text = properties.path(field).asText("").strip();
                    fields.put(field, text.isEmpty() ? null : text);
                });
        String at = properties.path(MODIFIED).asText(contact.path("updatedAt").asText(""));
        String leadId = properties.path(LEAD_ID).asText("");
        return new Connector.Remote(
                contact.path("id").asText(),
                fields,
                Times.parse(at).orElse(Instant.EPOCH),
                leadId.isEmpty() ? null : leadId);
    }

    /** A property is cleared by an empty text. */
    static ObjectNode write(ObjectNode fields) {
        ObjectNode properties = Json.object();
        if (fields.has("name")) {
            String name = fields.get("name").asText("").strip();
            int space = name.lastIndexOf(' ');
            properties.put(FIRST, space < 0 ? name : name.substring(0, space).strip());
            properties.put(LAST, space < 0 ? "" : name.substring(space + 1));
        }
        for (String field : PLAIN) {
            if (fields.has(field)) {
                JsonNode value = fields.get(field);
                properties.put(field, value.isNull() ? "" : value.asText());
            }
        }
        return properties;
    }
}
