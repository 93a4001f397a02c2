package com.techbro24.crm.development;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Believable agents and leads; the same seed makes the same ones. */
final class MockPeople {
    private static final List<String> TEAMS = List.of("north", "south", "east", "west");
    private static final List<String> SKILLS =
            List.of("english", "spanish", "renewals", "enterprise", "onboarding");
    private static final List<String> SOURCES =
            List.of("website", "referral", "event", "cold_list", "partner", "ads");
    private static final List<String> TAGS =
            List.of("hot", "newsletter", "demo", "pricing", "vip", "trial");
    private static final List<String> PRIORITIES =
            List.of("low", "normal", "normal", "normal", "high");
    private static final List<String> ZONES =
            List.of("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles");

    /**
     * Area codes of the zones above, in their order, so that a number rings where its owner sleeps.
     */
    private static final List<List<String>> AREA_CODES =
            List.of(
                    List.of("212", "617", "404", "305"),
                    List.of("312", "214", "713", "612"),
                    List.of("303", "801", "505"),
                    List.of("213", "415", "206", "503"));

    private static final int PASSWORD_BYTES = 12;

    private final Random random;
    private final Faker faker;

    MockPeople(long seed) {
        random = new Random(seed);
        faker = new Faker(Locale.US, random);
    }

    /** One that nobody guesses, for agents on a database that may be a server's. */
    static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    Random random() {
        return random;
    }

    /** The {@code index}-th agent; every eighth leads a team. */
    ObjectNode agent(int index, String password) {
        String first = faker.name().firstName();
        String last = faker.name().lastName();
        boolean manager = index % MockHistory.AGENTS_PER_MANAGER == 0;
        ObjectNode agent = Json.object();
        agent.put("name", first + " " + last);
        agent.put(
                "email",
                (mailbox(first) + "." + mailbox(last) + "." + (index + 1) + "@example.com"));
        agent.put("phone", phone(random.nextInt(ZONES.size())));
        agent.put("role", manager ? "manager" : "agent");
        agent.put("team", TEAMS.get(index / MockHistory.AGENTS_PER_MANAGER % TEAMS.size()));
        agent.put("timezone", pick(ZONES));
        agent.putArray("skills").add(pick(SKILLS));
        agent.put("password", password);
        return agent;
    }

    ObjectNode lead() {
        int zone = random.nextInt(ZONES.size());
        String first = faker.name().firstName();
        String last = faker.name().lastName();
        ObjectNode lead = Json.object();
        lead.put("name", first + " " + last);
        lead.put("phone", phone(zone));
        if (random.nextInt(10) < 8) {
            lead.put(
                    "email",
                    mailbox(first) + "." + mailbox(last) + random.nextInt(10_000) + "@example.org");
        }
        if (random.nextInt(10) < 7) {
            lead.put("company", faker.company().name());
        }
        lead.put("source", pick(SOURCES));
        lead.put("priority", pick(PRIORITIES));
        lead.put("timezone", ZONES.get(zone));
        if (random.nextInt(3) == 0) {
            lead.putArray("tags").add(pick(TAGS));
        }
        if (random.nextInt(2) == 0) {
            lead.put("value", (1 + random.nextInt(200)) * 250);
            lead.put("currency", "USD");
        }
        lead.put("allowDuplicate", true);
        return lead;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The numbers 555-0100 to 555-0199 are kept free for made-up people. */
    private String phone(int zone) {
        return "+1"
                + pick(AREA_CODES.get(zone))
                + "555"
                + String.format(Locale.ROOT, "%04d", 100 + random.nextInt(100));
    }

    private static String mailbox(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
