package com.techbro24.crm.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random edits on both sides, lost answers and kills: in the end both sides are alike. */
@ParameterizedClass
@EnumSource
record HubSpotConvergenceTest(TestDatabase kind) {
    private static final int STEPS = 120;

    /** What ends a process; nothing catches it, and nothing is saved. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super(null, null, false, false);
        }
    }

    /** Ends the process before a request, or after it was done there. */
    private record Mortal(Connector connector, Random random, double chance) implements Connector {
        private void fate() {
            if (random.nextDouble() < chance) {
                throw new Killed();
            }
        }

        @Override
        public void prepare() throws ConnectorException {
            connector.prepare();
        }

        @Override
        public Pulled pull(String cursor) throws ConnectorException {
            fate();
            return connector.pull(cursor);
        }

        @Override
        public Gone deleted(String cursor) throws ConnectorException {
            fate();
            return connector.deleted(cursor);
        }

        @Override
        public List<Remote> read(Collection<String> ids) throws ConnectorException {
            fate();
            return connector.read(ids);
        }

        @Override
        public List<Result> push(List<Item> items) throws ConnectorException {
            fate();
            List<Result> results = connector.push(items);
            fate();
            return results;
        }

        @Override
        public List<Result> pushCalls(List<CallItem> calls) throws ConnectorException {
            return connector.pushCalls(calls);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void both_sides_converge(long seed) {
        Random random = new Random(seed);
        try (IntegrationRoom room = new IntegrationRoom(kind, seed)) {
            if (seed % 2 == 0) {
                // Then what was changed here is later; otherwise what was changed there.
                room.spine.clock().set(Instant.now());
            }
            String id = room.connect(true);
            room.hubspot.prompt = false;
            room.hubspot.failing = 0.15;
            room.between = connector -> new Mortal(connector, random, 0.1);
            for (int step = 0; step < STEPS; step++) {
                act(room, random, step);
                room.hubspot.reindex(0.3);
                if (random.nextInt(6) == 0) {
                    run(room, id);
                }
            }
            room.hubspot.failing = 0;
            room.between = connector -> connector;
            room.hubspot.reindex(1);
            for (int round = 0; round < 4; round++) {
                room.spine.clock().advance(Duration.ofHours(1));
                run(room, id);
                room.hubspot.reindex(1);
            }
            assertThat(room.integration(id).problem()).isNull();
            check(room, id);
        }
    }

    private static void run(IntegrationRoom room, String id) {
        room.spine.clock().advance(ConnectionRun.LEASE);
        try {
            room.runner.run(id);
        } catch (Killed killed) {
            // The next run goes on.
        }
    }

    private static void act(IntegrationRoom room, Random random, int step) {
        List<String> remote = room.hubspot.ids();
        List<ObjectNode> local = room.leads();
        String value = "Value " + step;
        switch (random.nextInt(9)) {
            case 0 ->
                    room.hubspot.create(
                            "firstname",
                            "There",
                            "lastname",
                            "No" + step,
                            "email",
                            "There" + step + "@example.com");
            case 1 ->
                    room.command(
                            "lead.create",
                            "{'name':'Here %d','email':'Here%d@example.com'}"
                                    .formatted(step, step));
            case 2 -> samePerson(room, step, value);
            case 3, 4 -> {
                if (!remote.isEmpty()) {
                    String field = List.of("company", "lastname", "phone").get(random.nextInt(3));
                    String text = field.equals("phone") ? "+49301000" + (100 + step) : value;
                    room.hubspot.edit(one(remote, random), field, text);
                }
            }
            case 5, 6 -> {
                if (!local.isEmpty()) {
                    String field = List.of("company", "name").get(random.nextInt(2));
                    update(room, one(local, random), field, value);
                }
            }
            case 7 -> {
                if (random.nextInt(4) == 0 && !remote.isEmpty()) {
                    room.hubspot.archive(one(remote, random));
                } else if (random.nextInt(3) == 0) {
                    room.hubspot.editAll("company", value);
                }
            }
            default -> {
                if (!local.isEmpty() && random.nextInt(4) == 0) {
                    String lead = one(local, random).get("id").textValue();
                    room.command("lead.delete", "{'id':'" + lead + "'}");
                }
            }
        }
        room.spine.clock().advance(Duration.ofSeconds(1));
    }

    /** The same person on both sides, before either knows of the other. */
    private static void samePerson(IntegrationRoom room, int step, String company) {
        String email = "both" + step + "@example.com";
        room.hubspot.create("firstname", "Both", "email", email, "company", company);
        room.command("lead.create", "{'name':'Both','email':'%s'}".formatted(email));
    }

    private static void update(IntegrationRoom room, ObjectNode lead, String field, String value) {
        try {
            room.command(
                    "lead.update",
                    "{'id':'%s','%s':'%s'}".formatted(lead.get("id").textValue(), field, value));
        } catch (Problem refused) {
            throw new AssertionError(refused);
        }
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void check(IntegrationRoom room, String id) {
        List<IntegrationLink> links = room.links(id);
        Set<String> locals = new HashSet<>();
        Set<String> remotes = new HashSet<>();
        List<String> alive = room.hubspot.ids();
        List<String> different = new ArrayList<>();
        for (IntegrationLink link : links) {
            assertThat(link.state()).as(link.toString()).isIn(LinkState.CLEAN, LinkState.GONE);
            assertThat(link.localId() == null || locals.add(link.localId())).isTrue();
            assertThat(link.remoteKey() == null || remotes.add(link.remoteKey())).isTrue();
            if (link.state() == LinkState.CLEAN) {
                compare(room, link, different);
            }
        }
        assertThat(different).isEmpty();
        assertThat(remotes).as("every contact is linked").containsAll(alive);
        Set<String> made = new HashSet<>();
        for (String contact : alive) {
            String lead = room.hubspot.contact(contact).path("crm_lead_id").asText("");
            assertThat(lead.isEmpty() || made.add(lead)).as("created once").isTrue();
        }
        Set<String> emails = new HashSet<>();
        for (ObjectNode lead : room.leads()) {
            assertThat(locals).contains(lead.get("id").textValue());
            assertThat(emails.add(lead.get("email").asText().toLowerCase(java.util.Locale.ROOT)))
                    .as("one lead for each person")
                    .isTrue();
        }
    }

    private static void compare(
            IntegrationRoom room, IntegrationLink link, List<String> different) {
        ObjectNode lead = Json.tree(room.lead(String.valueOf(link.localId())));
        ObjectNode contact = room.hubspot.contact(String.valueOf(link.remoteKey()));
        String there =
                (contact.path("firstname").asText("") + " " + contact.path("lastname").asText(""))
                        .strip();
        if (!there.equals(lead.get("name").textValue())) {
            different.add("name: " + lead.get("name") + " and " + there);
        }
        for (String field : List.of("company", "phone", "email")) {
            String here = lead.path(field).asText("").replace("null", "");
            String other = contact.path(field).asText("").replace("null", "");
            if (!here.equalsIgnoreCase(other)) {
                different.add(field + ": " + here + " and " + other);
            }
        }
    }
}
