package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that keeps the invariants of docs/sync.md. */
final class SyncDevice {
    static final List<String> TYPES = List.of("leads", "calls", "reminders");
    private static final int FETCHED_AT_ONCE_MAX = 200;

    final Agent agent;
    final String name;

    /** How far the device's clock is wrong. */
    final Duration skew;

    private final Map<String, Map<String, Copy>> copies = new HashMap<>();
    private final Map<String, String> cursors = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<Pending> outbox = new ArrayList<>();

    /** A row as the server sent it. */
    private record Copy(JsonNode record, int version, long seq) {}

    /** A mutation that the server has not answered yet. */
    record Pending(String type, ObjectNode mutation) {
        String mutationId() {
            return mutation.get("mutationId").textValue();
        }

        String id() {
            return mutation.get("id").textValue();
        }
    }

    SyncDevice(Agent agent, String name, Duration skew) {
        this.agent = agent;
        this.name = name;
        this.skew = skew;
        TYPES.forEach(type -> copies.put(type, new TreeMap<>()));
    }

    private Map<String, Copy> copies(String type) {
        return copies.getOrDefault(type, Map.of());
    }

    /** The ids of the rows that the person sees, with those made here. */
    List<String> ids(String type) {
        Set<String> ids = new HashSet<>(copies(type).keySet());
        for (Pending pending : outbox) {
            if (pending.type.equals(type)) {
                boolean deletes = pending.mutation.get("op").textValue().equals("delete");
                boolean _ = deletes ? ids.remove(pending.id()) : ids.add(pending.id());
            }
        }
        return ids.stream().sorted().toList();
    }

    /** A value as the person sees it: the server's, then what was done here. */
    JsonNode value(String type, String id, String field) {
        Copy copy = copies(type).get(id);
        JsonNode value = copy == null ? null : copy.record.get(field);
        for (Pending pending : outbox) {
            JsonNode set = pending.mutation.path("set").get(field);
            if (set != null && pending.id().equals(id)) {
                value = set;
            }
        }
        return value == null ? Json.MAPPER.nullNode() : value;
    }

    /**
     * The version on which what the person sees is built: with mutations under way, that of the
     * first of them, whatever was pulled since.
     */
    @Nullable Integer version(String type, String id) {
        for (Pending pending : outbox) {
            if (pending.id().equals(id)) {
                JsonNode base = pending.mutation.get("baseVersion");
                boolean isCreation = pending.mutation.get("op").textValue().equals("create");
                return isCreation ? Integer.valueOf(1) : (Integer) base.numberValue();
            }
        }
        Copy copy = copies(type).get(id);
        return copy == null ? null : copy.version;
    }

    void enqueue(String type, ObjectNode mutation) {
        outbox.add(new Pending(type, mutation));
    }

    boolean isIdle() {
        return outbox.isEmpty();
    }

    Map<String, JsonNode> records(String type) {
        Map<String, JsonNode> records = new TreeMap<>();
        copies(type).forEach((id, copy) -> records.put(id, copy.record));
        return records;
    }

    /** The type of the oldest mutation: those of one type are sent together, in their order. */
    String nextType() {
        return outbox.getFirst().type;
    }

    String pushRequest(int mutationsMax, Instant now) {
        ObjectNode request = Json.object().put("deviceId", name);
        request.put("sentAt", now.plus(skew).toString()).put("cursor", cursors.get(nextType()));
        ArrayNode mutations = request.putArray("mutations");
        for (Pending pending : outbox) {
            if (!pending.type.equals(nextType()) || mutations.size() == mutationsMax) {
                break;
            }
            mutations.add(pending.mutation);
        }
        return request.toString();
    }

    /** Takes the answer to a push, late or twice too. */
    void takePushed(String type, String answer, Consumer<Done> taken) {
        for (JsonNode result : Json.read(answer).get("results")) {
            String mutationId = result.get("mutationId").textValue();
            Pending done =
                    outbox.stream()
                            .filter(each -> each.mutationId().equals(mutationId))
                            .findFirst()
                            .orElse(null);
            if (result.get("status").textValue().equals("deferred") || done == null) {
                continue;
            }
            outbox.remove(done);
            Copy held = copies(type).get(done.id());
            // A row that is not here comes with a pull, or has left the agent's view since.
            if (held != null && result.path("version").asInt() > held.version) {
                put(type, new Copy(result.get("record"), result.get("version").asInt(), 0));
            }
            taken.accept(new Done(done, result));
        }
    }

    /** A mutation and its result. */
    record Done(Pending pending, JsonNode result) {}

    @Nullable String cursor(String type) {
        return cursors.get(type);
    }

    /** Takes a page, if it is the one after what is here. */
    boolean takePage(String type, @Nullable String asked, SyncPage page) {
        if (!Objects.equals(asked, cursors.get(type))) {
            return false;
        }
        beginIfFirst(type, asked);
        takeRows(type, Json.read(Json.text(page)));
        advance(type, page.cursor());
        return true;
    }

    /** Takes the whole lines of a page whose end is missing; the cursor stays. */
    void takeTruncated(String type, @Nullable String asked, String lines) {
        if (!Objects.equals(asked, cursors.get(type))) {
            return;
        }
        beginIfFirst(type, asked);
        for (String line : lines.substring(0, lines.lastIndexOf('\n') + 1).split("\n", -1)) {
            JsonNode item = line.isEmpty() ? Json.object() : Json.read(line);
            if (item.has("record")) {
                take(type, item);
            } else if (item.has("reason")) {
                copies(type).remove(item.get("id").textValue());
            }
        }
    }

    /** A snapshot reports no removals, so what an earlier one left is dropped. */
    private void beginIfFirst(String type, @Nullable String asked) {
        if (asked == null) {
            copies(type).clear();
        }
    }

    private void takeRows(String type, JsonNode page) {
        page.get("data").forEach(item -> take(type, item));
        page.get("removed").forEach(item -> copies(type).remove(item.get("id").textValue()));
    }

    private void take(String type, JsonNode item) {
        put(
                type,
                new Copy(
                        item.get("record"), item.get("version").asInt(), item.get("seq").asLong()));
    }

    private void put(String type, Copy copy) {
        String id = copy.record.get("id").textValue();
        Copy held = copies(type).get(id);
        if (held != null && held.version > copy.version) {
            return; // From a page that was read before a push was answered.
        }
        Integer before = versions.put(id, copy.version);
        assertThat(copy.version).as("the version of %s", id).isGreaterThanOrEqualTo(orZero(before));
        copies(type).put(id, copy);
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private void advance(String type, String cursor) {
        String before = cursors.put(type, cursor);
        if (before != null) {
            SyncCursor old = SyncCursor.read(before, type);
            SyncCursor next = SyncCursor.read(cursor, type);
            assertThat(next.epoch()).isEqualTo(old.epoch());
            assertThat(next.seq()).as("cursor").isGreaterThanOrEqualTo(old.seq());
        }
    }

    /** After 410: compares with the manifest, and fetches what differs; the outbox stays. */
    void recover(String type, SyncWorld world, Problem problem, int limit, Runnable between) {
        assertThat(problem.code()).isEqualTo(Problem.Code.GONE);
        if ("epoch".equals(problem.members().get("reason"))) {
            versions.clear();
            // These versions are of a history that is no more; the values in "was" decide.
            outbox.forEach(pending -> pending.mutation.putNull("baseVersion"));
        }
        Set<String> there = new HashSet<>();
        List<String> wanted = new ArrayList<>();
        SyncPage page = world.manifest(agent, type, null, limit);
        String cursor = null;
        while (cursor == null) {
            for (SyncPage.Item item : page.data()) {
                there.add(item.id());
                Copy copy = copies(type).get(item.id());
                if (copy == null || copy.version != item.version() || copy.seq != item.seq()) {
                    wanted.add(item.id());
                }
            }
            between.run();
            if (page.hasMore()) {
                page = world.manifest(agent, type, page.cursor(), limit);
            } else {
                cursor = page.cursor();
            }
        }
        copies(type).keySet().retainAll(there);
        // Whatever version they have: it may be of a history that is no more.
        copies(type).keySet().removeAll(Set.copyOf(wanted));
        for (int from = 0; from < wanted.size(); from += FETCHED_AT_ONCE_MAX) {
            List<String> some =
                    wanted.subList(from, Math.min(from + FETCHED_AT_ONCE_MAX, wanted.size()));
            takeRows(type, Json.read(Json.text(world.only(agent, type, some))));
        }
        cursors.put(type, cursor);
    }
}
