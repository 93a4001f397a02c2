package com.techbro24.crm.integrations.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.integrations.Connector;
import com.techbro24.crm.outbound.OutboundHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Contacts and calls of a HubSpot account, by a service key or the token of a private app. */
public final class HubSpotConnector implements Connector {
    /** The address of the API of every account. */
    public static final String URL = "https://api.hubapi.com";

    /** The version of the API, by its date. */
    private static final String VERSION = "2026-09";

    private static final String CONTACTS = "/crm/objects/" + VERSION + "/contacts";
    private static final String CALLS = "/crm/objects/" + VERSION + "/calls";
    private static final String PROPERTIES = "/crm/properties/" + VERSION;
    private static final String CALLS_OF_CONTACTS =
            "/crm/associations/" + VERSION + "/calls/contacts/batch/associate/default";

    /** What the index of searches does not have yet is found in the next window. */
    private static final Duration LAG = Duration.ofMinutes(2);

    /** The time in a header has no fractions; a later window brings what comes until then. */
    private static final Duration HEADER_PRECISION = Duration.ofSeconds(2);

    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d+)");

    private final HubSpotClient client;

    /**
     * @param url the address of the API; null for {@link #URL}
     */
    public HubSpotConnector(OutboundHttp http, @Nullable String url, String token, Clock clock) {
        client = new HubSpotClient(http, url == null ? URL : url, token, clock);
    }

    /** Makes the properties that hold our ids, unless they are there. */
    @Override
    public void prepare() throws ConnectorException {
        property("contacts", HubSpotContacts.LEAD_ID, "contactinformation", "CRM lead id");
        property("calls", HubSpotCalls.CALL_ID, "call_information", "CRM call id");
    }

    private void property(String type, String name, String group, String label)
            throws ConnectorException {
        if (client.get(PROPERTIES + "/" + type + "/" + name).status() != 404) {
            return;
        }
        ObjectNode property = Json.object();
        property.put("name", name).put("label", label).put("groupName", group);
        property.put("type", "string").put("fieldType", "text").put("hasUniqueValue", true);
        HubSpotClient.Answer made = client.post(PROPERTIES + "/" + type, property);
        if (made.status() != 409) {
            JsonNode _ = HubSpotClient.success(made);
        }
    }

    /**
     * A window of time on its way.
     *
     * @param from the begin of the window, in milliseconds
     * @param to its end; 0 before its first page
     * @param last the id up to which it is read
     */
    private record Window(long from, long to, long last) {
        static Window of(String cursor) {
            return cursor.isEmpty() ? new Window(0, 0, 0) : Json.read(cursor, Window.class);
        }

        String text() {
            return Json.text(this);
        }
    }

    @Override
    public Pulled pull(String cursor) throws ConnectorException {
        Window window = Window.of(cursor);
        long to =
                window.to() == 0
                        ? client.serverTime().plus(HEADER_PRECISION).toEpochMilli()
                        : window.to();
        JsonNode found = client.posted(CONTACTS + "/search", search(window, to)).path("results");
        List<Remote> records = new ArrayList<>();
        long last = window.last();
        for (JsonNode contact : found) {
            records.add(HubSpotContacts.read(contact));
            last = Math.max(last, contact.path("id").asLong());
        }
        boolean hasMore = found.size() == ITEMS_MAX;
        Window next =
                hasMore
                        ? new Window(window.from(), to, last)
                        : new Window(Math.max(0, to - LAG.toMillis()), 0, 0);
        return new Pulled(records, next.text(), hasMore);
    }

    /** By id, as a bulk edit gives many records the same time. */
    private static ObjectNode search(Window window, long to) {
        ObjectNode search = Json.object();
        ArrayNode filters = search.putArray("filterGroups").addObject().putArray("filters");
        filters.addObject()
                .put("propertyName", HubSpotContacts.MODIFIED)
                .put("operator", "BETWEEN")
                .put("value", Long.toString(window.from()))
                .put("highValue", Long.toString(to));
        filters.addObject()
                .put("propertyName", HubSpotContacts.ID)
                .put("operator", "GT")
                .put("value", Long.toString(window.last()));
        search.putArray("sorts")
                .addObject()
                .put("propertyName", HubSpotContacts.ID)
                .put("direction", "ASCENDING");
        search.set("properties", HubSpotContacts.properties());
        return search.put("limit", ITEMS_MAX);
    }

    @Override
    public Gone deleted(String cursor) throws ConnectorException {
        String after = cursor.isEmpty() ? "" : "&after=" + cursor;
        JsonNode page =
                HubSpotClient.success(
                        client.get(CONTACTS + "?archived=true&limit=" + ITEMS_MAX + after));
        List<String> ids = new ArrayList<>();
        page.path("results").forEach(contact -> ids.add(contact.path("id").asText()));
        String next = page.at("/paging/next/after").asText("");
        return new Gone(ids, next, !next.isEmpty());
    }

    @Override
    public List<Remote> read(Collection<String> ids) throws ConnectorException {
        ObjectNode body = Json.object();
        body.set("properties", HubSpotContacts.properties());
        ArrayNode inputs = body.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        JsonNode answer = client.posted(CONTACTS + "/batch/read", body);
        List<Remote> records = new ArrayList<>();
        answer.path("results").forEach(contact -> records.add(HubSpotContacts.read(contact)));
        return records;
    }

    @Override
    public List<Result> push(List<Item> items) throws ConnectorException {
        List<Result> results = new ArrayList<>();
        List<Item> known = items.stream().filter(item -> item.remoteId() != null).toList();
        List<Item> fresh = items.stream().filter(item -> item.remoteId() == null).toList();
        send(CONTACTS + "/batch/update", known, HubSpotConnector::update, results);
        send(CONTACTS + "/batch/upsert", fresh, HubSpotConnector::upsert, results);
        return results;
    }

    private static ObjectNode update(Item item) {
        ObjectNode input = Json.object().put("id", item.remoteId());
        input.set("properties", HubSpotContacts.write(item.fields()));
        return input.put("objectWriteTraceId", item.localId());
    }

    private static ObjectNode upsert(Item item) {
        ObjectNode input = Json.object().put("id", item.localId());
        input.put("idProperty", HubSpotContacts.LEAD_ID);
        ObjectNode properties = HubSpotContacts.write(item.fields());
        input.set("properties", properties.put(HubSpotContacts.LEAD_ID, item.localId()));
        return input.put("objectWriteTraceId", item.localId());
    }

    /** One invalid item refuses all of a batch, so the batch is halved until it is alone. */
    private void send(
            String path, List<Item> items, Function<Item, ObjectNode> input, List<Result> results)
            throws ConnectorException {
        if (items.isEmpty()) {
            return;
        }
        ObjectNode body = Json.object();
        ArrayNode inputs = body.putArray("inputs");
        items.forEach(item -> inputs.add(input.apply(item)));
        HubSpotClient.Answer answer = client.post(path, body);
        if (answer.isSuccess()) {
            results.addAll(taken(answer.body(), items));
        } else if (items.size() == 1) {
            results.add(refused(items.getFirst().localId(), answer.message()));
        } else {
            int half = items.size() / 2;
            send(path, items.subList(0, half), input, results);
            send(path, items.subList(half, items.size()), input, results);
        }
    }

    private static Result refused(String localId, String message) {
        Matcher existing = EXISTING.matcher(message);
        return new Result(localId, null, existing.find() ? existing.group(1) : null, message);
    }

    /** Some may be refused alone (207); they are named by their trace ids. */
    private static List<Result> taken(JsonNode body, List<Item> items) {
        Map<String, Result> results = new HashMap<>();
        for (JsonNode each : body.path("results")) {
            String trace = each.path("objectWriteTraceId").asText("");
            results.put(trace, Result.taken(trace, each.path("id").asText()));
        }
        for (JsonNode error : body.path("errors")) {
            String trace = error.at("/context/objectWriteTraceId/0").asText("");
            results.put(trace, refused(trace, error.path("message").asText("It was refused.")));
        }
        List<Result> all = new ArrayList<>();
        for (Item item : items) {
            Result known = results.get(item.localId());
            all.add(known != null ? known : refused(item.localId(), "HubSpot gave no result."));
        }
        return all;
    }

    @Override
    public List<Result> pushCalls(List<CallItem> calls) throws ConnectorException {
        Map<String, CallItem> byId = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (CallItem call : calls) {
            byId.put(call.localId(), call);
            items.add(new Item(call.localId(), null, call.call()));
        }
        List<Result> results = new ArrayList<>();
        send(CALLS + "/batch/upsert", items, HubSpotConnector::call, results);
        ObjectNode body = Json.object();
        ArrayNode inputs = body.putArray("inputs");
        for (Result result : results) {
            CallItem call = byId.get(result.localId());
            if (result.remoteId() != null && call != null) {
                ObjectNode pair = inputs.addObject();
                pair.putObject("from").put("id", result.remoteId());
                pair.putObject("to").put("id", call.remoteId());
            }
        }
        if (!inputs.isEmpty()) {
            JsonNode _ = client.posted(CALLS_OF_CONTACTS, body);
        }
        return results;
    }

    private static ObjectNode call(Item item) {
        ObjectNode input = Json.object().put("id", item.localId());
        input.put("idProperty", HubSpotCalls.CALL_ID);
        ObjectNode properties = HubSpotCalls.write(item.fields());
        input.set("properties", properties.put(HubSpotCalls.CALL_ID, item.localId()));
        return input.put("objectWriteTraceId", item.localId());
    }
}
