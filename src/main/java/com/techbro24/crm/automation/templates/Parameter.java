package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.techbro24.crm.base.Json;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a template.
 *
 * @param standard the value if none is given; null only for an agent
 * @param words the allowed words; empty if there is no such list
 * @param least the smallest number or duration; null for other types
 * @param most the largest number or duration; null for other types
 * @param label the name of the field in a form
 * @param help what the value does, in one sentence
 */
public record Parameter(
        String name,
        ParameterType type,
        JsonNode standard,
        List<String> words,
        @Nullable JsonNode least,
        @Nullable JsonNode most,
        String label,
        String help) {
    /** The days of the week, Monday first. */
    static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();

    static final List<String> WORKDAYS = DAYS.subList(0, 5);

    private static Parameter of(
            String name, ParameterType type, @Nullable Object standard, String label, String help) {
        return new Parameter(name, type, json(standard), List.of(), null, null, label, help);
    }

    private static JsonNode json(@Nullable Object value) {
        return value == null ? NullNode.getInstance() : Json.tree(value);
    }

    static Parameter duration(
            String name, String standard, String least, String most, String label, String help) {
        return of(name, ParameterType.DURATION, standard, label, help)
                .within(json(least), json(most));
    }

    static Parameter number(
            String name, int standard, int least, int most, String label, String help) {
        return of(name, ParameterType.NUMBER, standard, label, help)
                .within(json(least), json(most));
    }

    static Parameter flag(String name, boolean standard, String label, String help) {
        return of(name, ParameterType.BOOLEAN, standard, label, help);
    }

    static Parameter word(
            String name, String standard, List<String> words, String label, String help) {
        return of(name, ParameterType.WORD, standard, label, help).withWords(words);
    }

    static Parameter words(
            String name, List<String> standard, List<String> words, String label, String help) {
        return of(name, ParameterType.WORDS, standard, label, help).withWords(words);
    }

    /** Any texts; the standard is none, which means no limit. */
    static Parameter texts(String name, String label, String help) {
        return of(name, ParameterType.TEXTS, List.of(), label, help);
    }

    static Parameter agent(String name, String label, String help) {
        return of(name, ParameterType.AGENT, null, label, help);
    }

    static Parameter time(String name, String standard, String label, String help) {
        return of(name, ParameterType.TIME, standard, label, help);
    }

    static Parameter timezone(String standard) {
        String help = "The time zone in which the time of day counts.";
        return of("timezone", ParameterType.TIMEZONE, standard, "Time zone", help);
    }

    private Parameter within(JsonNode smallest, JsonNode largest) {
        return new Parameter(name, type, standard, words, smallest, largest, label, help);
    }

    private Parameter withWords(List<String> allowed) {
        return new Parameter(name, type, standard, allowed, least, most, label, help);
    }
}
