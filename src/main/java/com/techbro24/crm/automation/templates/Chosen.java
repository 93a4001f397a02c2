package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.InputError;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checked values of a template's parameters; an unknown name is a bug. */
final class Chosen {
    private final Map<String, JsonNode> values;
    private final List<InputError> errors;

    Chosen(Map<String, JsonNode> values, List<InputError> errors) {
        this.values = values;
        this.errors = errors;
    }

    private JsonNode value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    String text(String name) {
        return value(name).textValue();
    }

    int number(String name) {
        return value(name).intValue();
    }

    boolean isOn(String name) {
        return value(name).booleanValue();
    }

    Duration duration(String name) {
        return Duration.parse(text(name));
    }

    /** The duration in its shortest form: {@code P14D}, not {@code PT336H}. */
    String length(String name) {
        Duration duration = duration(name);
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    List<String> texts(String name) {
        return value(name).valueStream().map(JsonNode::textValue).toList();
    }

    Optional<String> agent(String name) {
        return Optional.ofNullable(value(name).textValue());
    }

    /** The cron expression of a time of day on some days of the week, which are words. */
    String cron(String time, List<String> days) {
        LocalTime at = LocalTime.parse(text(time));
        String weekdays =
                days.containsAll(Parameter.DAYS)
                        ? "*"
                        : days.stream()
                                .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                                .sorted()
                                .map(day -> String.valueOf(day.getValue()))
                                .collect(Collectors.joining(","));
        return at.getMinute() + " " + at.getHour() + " * * " + weekdays;
    }

    /**
     * Reports that a value does not go with another one.
     *
     * @param message completes a sentence that starts with the parameter
     */
    void refuse(String name, String code, String message) {
        String path = ParameterCheck.PATH + name;
        errors.add(new InputError(path, code, path + " " + message + "."));
    }
}
