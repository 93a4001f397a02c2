package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What people do, on a device without a network or on the server directly. */
final class SyncActions {
    private static final List<String> STATUSES =
            List.of("attempted", "contacted", "qualified", "nurture", "negotiation");
    private static final Map<String, List<String>> TEXTS =
            Map.of(
                    "leads", List.of("name", "company", "source"),
                    "calls", List.of("notes"),
                    "reminders", List.of("title", "description"));

    private final SyncWorld world;
    private final Random random;
    private final Agent admin;
    private final List<Agent> agents;
    private int words;

    SyncActions(SyncWorld world, Random random, Agent admin, List<Agent> agents) {
        this.world = world;
        this.random = random;
        this.admin = admin;
        this.agents = agents;
    }

    private String word() {
        return "w%06dw".formatted(++words);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String id() {
        return new UUID(
                        random.nextLong() & ~0xF000L | 0x7000L,
                        random.nextLong() & ~(3L << 62) | 1L << 63)
                .toString();
    }

    private Agent agent() {
        return one(agents);
    }

    /** One mutation, noted on the device until it can be pushed. */
    void offline(SyncDevice device) {
        String type = random.nextInt(10) < 6 ? "leads" : one(SyncDevice.TYPES);
        List<String> ids = device.ids(type);
        int dice = random.nextInt(20);
        if (ids.isEmpty() || dice < 3) {
            ObjectNode set = created(type, device);
            device.enqueue(type, mutation(device, type, "create", id(), set));
            return;
        }
        String id = one(ids);
        if (dice == 3) {
            device.enqueue(type, mutation(device, type, "delete", id, Json.object()));
            return;
        }
        ObjectNode set = Json.object();
        for (int count = random.nextInt(1, 3); count > 0; count--) {
            change(set, type, name -> device.value(type, id, name));
        }
        device.enqueue(type, mutation(device, type, "update", id, set));
    }

    private ObjectNode mutation(
            SyncDevice device, String type, String op, String id, ObjectNode set) {
        Instant at = world.clock().instant().plus(device.skew);
        ObjectNode mutation = Json.object();
        mutation.put("mutationId", id()).put("op", op).put("id", id).put("at", at.toString());
        mutation.put("baseVersion", device.version(type, id));
        if (!op.equals("delete")) {
            mutation.set("set", set);
        }
        if (op.equals("update")) {
            ObjectNode was = mutation.putObject("was");
            set.fieldNames().forEachRemaining(name -> was.set(name, device.value(type, id, name)));
        }
        return mutation;
    }

    private ObjectNode created(String type, SyncDevice device) {
        Instant now = world.clock().instant();
        List<String> leads = device.ids("leads");
        ObjectNode set = Json.object();
        switch (type) {
            case "leads" -> {
                set.put("name", word());
                // A few numbers, so that some of the leads are duplicates.
                set.put("phone", "+4930901820" + (10 + random.nextInt(60)));
            }
            case "calls" -> {
                set.put("phone", "+493090182099").put("status", "completed").put("notes", word());
                set.put("startedAt", now.minusSeconds(300).toString());
                set.put("endedAt", now.minusSeconds(60).toString());
                if (!leads.isEmpty()) {
                    set.put("leadId", one(leads)).put("outcome", "interested");
                }
            }
            default -> {
                set.put("title", word()).put("dueAt", now.plus(Duration.ofHours(5)).toString());
                if (random.nextBoolean()) {
                    set.put("recurrence", "FREQ=DAILY;COUNT=9").put("timezone", "Europe/Berlin");
                }
            }
        }
        return set;
    }

    /** The values of a row before a change. */
    private interface Values {
        JsonNode get(String field);
    }

    private void change(ObjectNode set, String type, Values before) {
        int dice = random.nextInt(10);
        if (type.equals("leads") && dice < 2) {
            ArrayNode tags = set.putArray("tags");
            before.get("tags").forEach(tags::add);
            if (!tags.isEmpty() && random.nextInt(3) == 0) {
                JsonNode _ = tags.remove(random.nextInt(tags.size()));
            } else {
                tags.add(word());
            }
        } else if (type.equals("leads") && dice < 4) {
            String notes = before.get("notes").asText("");
            set.put(
                    "notes",
                    notes.equals("null") || notes.isEmpty() ? word() : notes + "\n\n" + word());
        } else if (type.equals("leads") && dice < 6) {
            set.put("status", one(STATUSES));
        } else if (type.equals("reminders") && dice < 3) {
            set.put("status", "completed");
        } else if (type.equals("calls")) {
            String notes = before.get("notes").asText("");
            set.put("notes", notes + "\n\n" + word());
        } else {
            set.put(one(TEXTS.getOrDefault(type, List.of())), word());
        }
    }

    /** A command of the admin, who sees each row as it is. */
    void online(SyncLedger ledger) {
        String type = random.nextInt(10) < 7 ? "leads" : one(SyncDevice.TYPES);
        String entity = SyncType.named(type).orElseThrow().entityType();
        Map<String, JsonNode> rows = world.shown(admin, type);
        int dice = random.nextInt(20);
        if (rows.isEmpty() || dice < 3) {
            ObjectNode input = Json.object().put("id", id()).put("name", word());
            input.put("assignedAgentId", agent().id());
            if (world.command(admin, "lead.create", input)) {
                ledger.written(input.get("id").textValue(), input, Json.object());
            }
            return;
        }
        String id = one(List.copyOf(rows.keySet()));
        ObjectNode input = Json.object().put("id", id);
        if (dice < 10 && type.equals("leads")) {
            input.put("agentId", random.nextInt(8) == 0 ? null : agent().id());
            boolean _ = world.command(admin, "lead.assign", input);
        } else if (dice == 10) {
            boolean _ = world.command(admin, entity + ".delete", input);
        } else {
            ObjectNode set = Json.object();
            JsonNode row = rows.getOrDefault(id, Json.object());
            change(set, type, row::path);
            ObjectNode was = Json.object();
            set.fieldNames().forEachRemaining(name -> was.set(name, row.path(name).deepCopy()));
            if (world.command(admin, entity + ".update", input.setAll(set))) {
                ledger.written(id, set, was);
            }
        }
    }

    /**
     * Another team: rows come into its manager's view or leave it without a change of their own.
     */
    void moveAgent() {
        ObjectNode input = Json.object().put("id", agent().id());
        input.put("team", random.nextBoolean() ? "north" : "south");
        boolean _ = world.command(admin, "agent.update", input);
    }

    /** What the housekeeping does, in full or in part, perhaps a season later. */
    void compact() {
        int days = random.nextInt(3) == 0 ? 95 : random.nextInt(9);
        world.clock().advance(Duration.ofDays(days));
        world.compact(random.nextInt(1, 10));
    }
}
