package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Any value that a parameter allows, often the smallest or the largest. */
final class AllowedValues {
    private static final String AGENT = "0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17";
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();

    private AllowedValues() {}

    static JsonNode any(Parameter parameter, Random random) {
        return switch (parameter.type()) {
            case DURATION ->
                    Json.tree(
                            Duration.ofSeconds(
                                            within(
                                                    random,
                                                    seconds(parameter.least()),
                                                    seconds(parameter.most())))
                                    .toString());
            case NUMBER ->
                    Json.tree(
                            (int)
                                    within(
                                            random,
                                            Objects.requireNonNull(parameter.least()).intValue(),
                                            Objects.requireNonNull(parameter.most()).intValue()));
            case BOOLEAN -> Json.tree(random.nextBoolean());
            case WORD -> Json.tree(one(parameter.words(), random));
            case WORDS -> Json.tree(some(parameter.words(), random));
            case TEXTS -> Json.tree(some(List.of("web", "{{lead.name}}", "\"", "Müller"), random));
            case AGENT -> Json.tree(AGENT);
            case TIME ->
                    Json.tree(
                            String.format(
                                    Locale.ROOT,
                                    "%02d:%02d",
                                    random.nextInt(24),
                                    random.nextInt(60)));
            case TIMEZONE -> Json.tree(one(ZONES, random));
        };
    }

    private static long seconds(@Nullable JsonNode duration) {
        return Duration.parse(Objects.requireNonNull(duration).textValue()).toSeconds();
    }

    private static long within(Random random, long least, long most) {
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextLong(least, most + 1);
        };
    }

    private static String one(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> some(List<String> words, Random random) {
        List<String> shuffled = new ArrayList<>(words);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(words.size()));
    }
}
