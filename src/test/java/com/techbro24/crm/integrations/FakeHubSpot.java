package com.techbro24.crm.integrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot as its public reference and its users describe it, on the loopback: the index of searches
 * lags and ends at 10,000, emails become lower case, an invalid record refuses its whole batch, a
 * unique property refuses a second record, and requests are limited.
 */
final class FakeHubSpot extends HubSpotRecords implements AutoCloseable {
    static final String TOKEN = "pat-test";
    private static final int SEARCH_MAX = 10_000;
    private static final String OBJECTS = "/crm/objects/2026-09/";

    private final HttpServer server;
    private final Set<String> properties = new HashSet<>();

    /** The share of requests that are answered 429 or 500, or whose answer is lost. */
    double failing;

    int limited;
    int refusedBatches;
    boolean refusesToken;

    FakeHubSpot(long seed) {
        super(seed);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a request is answered; thrown by what refuses it. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        int status = 200;
        ObjectNode answer;
        boolean isLost = false;
        try {
            double luck = roll();
            if (refusesToken || !("Bearer " + TOKEN).equals(token)) {
                throw new Refused(401, "Authentication credentials not found.");
            }
            if (luck < failing / 3) {
                limited++;
                exchange.getResponseHeaders().add("Retry-After", "0");
                throw new Refused(429, "You have reached your secondly limit.");
            }
            if (luck < failing * 2 / 3) {
                throw new Refused(500, "internal error");
            }
            String method = exchange.getRequestMethod();
            JsonNode input = body.length == 0 ? Json.object() : Json.parse(body);
            answer = answer(method, exchange.getRequestURI().toString(), input);
            isLost = luck < failing;
        } catch (Refused refused) {
            status = refused.status;
            answer = Json.object().put("status", "error").put("message", refused.getMessage());
        }
        if (isLost) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized double roll() {
        return random.nextDouble();
    }

    private synchronized ObjectNode answer(String method, String uri, JsonNode input) {
        String path = uri.replaceFirst("\\?.*", "");
        if (path.startsWith("/crm/properties/2026-09/")) {
            return property(method, path, input);
        }
        if (path.startsWith("/crm/associations/2026-09/calls/contacts/batch/associate/default")) {
            input.get("inputs")
                    .forEach(
                            pair ->
                                    associations.add(
                                            pair.at("/from/id").asText()
                                                    + ">"
                                                    + pair.at("/to/id").asText()));
            return Json.object().put("status", "COMPLETE");
        }
        return switch (path.replace(OBJECTS, "")) {
            case "contacts/search" -> search(input);
            case "contacts" -> listArchived(uri);
            case "contacts/batch/read" -> batchRead(input);
            case "contacts/batch/update" -> batch(input, contacts, true, "");
            case "contacts/batch/upsert" -> batch(input, contacts, false, "crm_lead_id");
            case "calls/batch/upsert" -> batch(input, calls, false, "crm_call_id");
            default -> throw new Refused(404, "no such path: " + path);
        };
    }

    private ObjectNode property(String method, String path, JsonNode input) {
        String name = path.replaceFirst("/crm/properties/2026-09/", "");
        if (method.equals("GET")) {
            if (!properties.contains(name)) {
                throw new Refused(404, "no such property");
            }
            return Json.object();
        }
        if (!properties.add(name + "/" + input.get("name").textValue())) {
            throw new Refused(409, "it exists");
        }
        return Json.object();
    }

    private ObjectNode search(JsonNode input) {
        if (input.path("after").asInt() >= SEARCH_MAX) {
            throw new Refused(400, "a search ends at 10,000");
        }
        JsonNode filters = input.at("/filterGroups/0/filters");
        long from = filters.at("/0/value").asLong();
        long to = filters.at("/0/highValue").asLong();
        long after = filters.at("/1/value").asLong();
        int limit = input.get("limit").asInt();
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        for (var entry : index.tailMap(after, false).entrySet()) {
            long at =
                    Times.parse(entry.getValue().get("lastmodifieddate").textValue())
                            .orElseThrow()
                            .toEpochMilli();
            if (at >= from && at <= to && results.size() < limit) {
                results.add(shown(entry.getKey(), entry.getValue()));
            }
        }
        return answer.put("total", results.size());
    }

    private static ObjectNode shown(long id, ObjectNode properties) {
        ObjectNode shown = Json.object().put("id", Long.toString(id));
        shown.set("properties", properties.deepCopy());
        return shown.put("updatedAt", properties.path("lastmodifieddate").asText());
    }

    private ObjectNode listArchived(String uri) {
        long after = uri.contains("after=") ? Long.parseLong(uri.replaceFirst(".*after=", "")) : 0;
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        List<Long> ids = archived.stream().filter(id -> id > after).sorted().limit(2).toList();
        ids.forEach(id -> results.add(shown(id, get(contacts, id))));
        if (ids.size() == 2) {
            answer.putObject("paging").putObject("next").put("after", ids.getLast().toString());
        }
        return answer;
    }

    private ObjectNode batchRead(JsonNode input) {
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        for (JsonNode each : input.get("inputs")) {
            long id = each.get("id").asLong();
            if (contacts.containsKey(id) && !archived.contains(id)) {
                results.add(shown(id, get(contacts, id)));
            }
        }
        return answer;
    }

    /** All or nothing, except for records that another one stands in the way of. */
    private ObjectNode batch(
            JsonNode input, TreeMap<Long, ObjectNode> into, boolean byId, String unique) {
        for (JsonNode each : input.get("inputs")) {
            if (each.at("/properties/email").asText("").endsWith("@refused.example")) {
                refusedBatches++;
                throw new Refused(400, "Property values were not valid");
            }
        }
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        ArrayNode errors = answer.putArray("errors");
        for (JsonNode each : input.get("inputs")) {
            ObjectNode properties = ((ObjectNode) each.get("properties")).deepCopy();
            Long id =
                    byId
                            ? (Long) each.get("id").asLong()
                            : find(into, unique, each.get("id").asText());
            Long taken =
                    into == contacts ? withEmail(properties.path("email").asText(""), id) : null;
            if (taken != null) {
                ObjectNode error = errors.addObject();
                error.put("message", "Contact already exists. Existing ID: " + taken);
                error.putObject("context")
                        .putArray("objectWriteTraceId")
                        .add(each.get("objectWriteTraceId"));
                continue;
            }
            if (id == null) {
                id = insert(into, properties);
            } else if (into == contacts) {
                set(id, properties, now());
            } else {
                get(into, id).setAll(properties);
            }
            results.add(
                    shown(id, get(into, id))
                            .put("objectWriteTraceId", each.get("objectWriteTraceId").asText()));
        }
        return answer;
    }

    private @Nullable Long find(TreeMap<Long, ObjectNode> in, String property, String value) {
        for (var entry : in.entrySet()) {
            if (entry.getValue().path(property).asText().equals(value)
                    && !archived.contains(entry.getKey())) {
                return entry.getKey();
            }
        }
        return null;
    }

    private @Nullable Long withEmail(String email, @Nullable Long but) {
        Long found =
                email.isEmpty() ? null : find(contacts, "email", email.toLowerCase(Locale.ROOT));
        return found == null || found.equals(but) ? null : found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
