package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The records of {@link FakeHubSpot}, and what a person does with them there. */
abstract class HubSpotRecords {
    final TreeMap<Long, ObjectNode> contacts = new TreeMap<>();
    final TreeMap<Long, ObjectNode> calls = new TreeMap<>();

    /** What searches see. */
    final TreeMap<Long, ObjectNode> index = new TreeMap<>();

    final Set<Long> archived = new HashSet<>();
    final List<String> associations = new ArrayList<>();
    final Random random;
    private final Set<Long> unindexed = new HashSet<>();
    private long lastId = 100;
    private Instant lastTime = Instant.EPOCH;

    /** Whether the index is up to date at once. */
    boolean prompt = true;

    HubSpotRecords(long seed) {
        random = new Random(seed);
    }

    synchronized String create(String... pairs) {
        ObjectNode properties = Json.object();
        for (int at = 0; at < pairs.length; at += 2) {
            properties.put(pairs[at], pairs[at + 1]);
        }
        return Long.toString(insert(contacts, properties));
    }

    synchronized void edit(String id, String property, String value) {
        set(Long.parseLong(id), Json.object().put(property, value), now());
    }

    /** A bulk edit gives all records one time. */
    synchronized void editAll(String property, String value) {
        Instant at = now();
        contacts.keySet().forEach(id -> set(id, Json.object().put(property, value), at));
    }

    synchronized void archive(String id) {
        archived.add(Long.parseLong(id));
        touched(Long.parseLong(id));
    }

    /** What has not reached the index yet does, each with this chance. */
    synchronized void reindex(double chance) {
        for (Long id : List.copyOf(unindexed)) {
            if (random.nextDouble() < chance) {
                unindexed.remove(id);
                index(id);
            }
        }
    }

    synchronized List<String> ids() {
        return contacts.keySet().stream()
                .filter(id -> !archived.contains(id))
                .map(String::valueOf)
                .toList();
    }

    synchronized ObjectNode contact(String id) {
        return get(contacts, Long.parseLong(id)).deepCopy();
    }

    synchronized List<ObjectNode> calls() {
        return calls.values().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized List<String> associations() {
        return List.copyOf(associations);
    }

    Instant now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        lastTime = now.isAfter(lastTime) ? now : lastTime.plusMillis(1);
        return lastTime;
    }

    long insert(TreeMap<Long, ObjectNode> into, ObjectNode properties) {
        long id = ++lastId;
        into.put(id, lower(properties));
        if (into == contacts) {
            get(contacts, id).put("lastmodifieddate", Times.format(now()));
            touched(id);
        }
        return id;
    }

    static ObjectNode lower(ObjectNode properties) {
        if (properties.hasNonNull("email")) {
            String email = properties.get("email").textValue().toLowerCase(Locale.ROOT);
            properties.put("email", email);
        }
        return properties;
    }

    void set(long id, ObjectNode properties, Instant at) {
        get(contacts, id).setAll(lower(properties));
        get(contacts, id).put("lastmodifieddate", Times.format(at));
        touched(id);
    }

    void touched(long id) {
        if (prompt) {
            index(id);
        } else {
            unindexed.add(id);
        }
    }

    void index(long id) {
        if (archived.contains(id)) {
            index.remove(id);
        } else {
            index.put(id, get(contacts, id).deepCopy());
        }
    }

    static ObjectNode get(Map<Long, ObjectNode> of, long id) {
        return Objects.requireNonNull(of.get(id), () -> "there is no record " + id);
    }
}
