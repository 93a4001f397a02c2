package com.techbro24.crm.development.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.datafaker.Faker;

/** Generates mock agents and leads; the same seed gives the same ones. */
public final class MockPeople {
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

    /** Area codes per time zone above, so that number and time zone match. */
    private static final List<List<String>> AREA_CODES =
            Stream.of(
                            "202 203 207 215 216 301 302 305 336 401 404 407 410 412 413 508 513 516"
                                    + " 518 603 607 609 610 614 617 631 704 716 717 718 732 757 770"
                                    + " 802 803 804 813 843 845 860 910 914 919 941 954 973 978 212",
                            "205 210 214 225 281 312 314 318 319 402 405 414 417 501 504 507 512 515"
                                    + " 563 573 601 608 612 615 618 630 651 713 763 773 816 817 847"
                                    + " 901 913 918 920 952 972 985",
                            "208 303 307 385 406 435 505 575 719 720 801 970",
                            "206 209 213 253 310 323 360 408 415 425 503 509 510 530 541 559 562 619"
                                    + " 626 650 661 702 707 714 760 775 805 818 831 858 909 916 925"
                                    + " 949 951 971")
                    .map(codes -> List.of(codes.split(" ")))
                    .toList();

    /**
     * Every tenth lead is from each of these, so that somebody can be called at any hour of the
     * day. The numbers are reserved for fictional use.
     */
    private static final List<Abroad> ABROAD =
            List.of(
                    new Abroad("Europe/London", "+442079460%03d"),
                    new Abroad("Australia/Sydney", "+612555010%02d"));

    private static final int LEADS_PER_ABROAD = 10;
    private static final int PASSWORD_BYTES = 12;

    private record Abroad(String zone, String phone) {
        String number(Random random) {
            return String.format(Locale.ROOT, phone, random.nextInt(100));
        }
    }

    private final Random random;
    private final Faker faker;
    private int leads;

    public MockPeople(long seed) {
        random = new Random(seed);
        faker = new Faker(Locale.US, random);
    }

    /** A random password. */
    public static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    Random random() {
        return random;
    }

    /** The {@code index}-th agent; every eighth is a manager. */
    public ObjectNode agent(int index, String password) {
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

    public ObjectNode lead() {
        int zone = random.nextInt(ZONES.size());
        int turn = ++leads % LEADS_PER_ABROAD;
        Abroad abroad = turn < ABROAD.size() ? ABROAD.get(turn) : null;
        String first = faker.name().firstName();
        String last = faker.name().lastName();
        ObjectNode lead = Json.object();
        lead.put("name", first + " " + last);
        lead.put("phone", abroad == null ? phone(zone) : abroad.number(random));
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
        lead.put("timezone", abroad == null ? ZONES.get(zone) : abroad.zone());
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

    /**
     * Whether the lead is outside the country of the agents. Such leads stay unassigned, because
     * few agents work in their calling hours.
     */
    static boolean isAbroad(ObjectNode lead) {
        return !ZONES.contains(lead.get("timezone").textValue());
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The numbers 555-0100 to 555-0199 are reserved for fictional use. */
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
