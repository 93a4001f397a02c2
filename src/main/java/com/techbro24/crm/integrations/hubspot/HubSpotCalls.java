package com.techbro24.crm.integrations.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;

/** Translates our calls to call records. */
final class HubSpotCalls {
    /** Holds the id of our call, and is unique there: a call is written once. */
    static final String CALL_ID = "crm_call_id";

    private static final long MILLIS = 1_000;

    private HubSpotCalls() {}

    static ObjectNode write(JsonNode call) {
        ObjectNode properties = Json.object();
        String at = call.path("startedAt").asText(call.path("endedAt").asText(""));
        properties.put("hs_timestamp", at.isEmpty() ? call.path("createdAt").asText() : at);
        boolean inbound = call.path("direction").asText().equals("inbound");
        properties.put("hs_call_direction", inbound ? "INBOUND" : "OUTBOUND");
        properties.put("hs_call_status", status(call.path("status").asText()));
        properties.put("hs_call_title", title(call, inbound));
        properties.put("hs_call_body", call.path("notes").asText(""));
        properties.put("hs_call_duration", call.path("durationSeconds").asLong() * MILLIS);
        properties.put(
                inbound ? "hs_call_from_number" : "hs_call_to_number",
                call.path("phone").asText(""));
        return properties;
    }

    private static String title(JsonNode call, boolean inbound) {
        String outcome = call.path("outcome").asText("");
        String words = outcome.isEmpty() ? call.path("status").asText() : outcome;
        return (inbound ? "Incoming call: " : "Outgoing call: ") + words.replace('_', ' ');
    }

    private static String status(String ours) {
        return switch (ours) {
            case "completed" -> "COMPLETED";
            case "busy" -> "BUSY";
            case "no_answer", "missed" -> "NO_ANSWER";
            case "cancelled" -> "CANCELED";
            default -> "FAILED";
        };
    }
}
