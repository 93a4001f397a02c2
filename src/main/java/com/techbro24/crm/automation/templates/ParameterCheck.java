package com.techbro24.crm.automation.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the values of parameters, and fills in the standard ones; reports every error at once. */
final class ParameterCheck {
    static final String PATH = "parameters.";

    private static final int TEXTS_MAX = 50;
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private final List<InputError> errors;

    ParameterCheck(List<InputError> errors) {
        this.errors = errors;
    }

    /** The value of each parameter; wrong ones are replaced by the standard, with an error. */
    Map<String, JsonNode> values(List<Parameter> parameters, ObjectNode given) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            JsonNode value = given.path(parameter.name());
            boolean isGiven = !value.isMissingNode() && !value.isNull();
            boolean isRight = isGiven && isValid(parameter, value, PATH + parameter.name());
            values.put(parameter.name(), isRight ? value : parameter.standard());
        }
        for (var entry : given.properties()) {
            if (!values.containsKey(entry.getKey())) {
                String message = "Unknown parameter: " + entry.getKey() + ".";
                errors.add(new InputError(PATH + entry.getKey(), "unknown_field", message));
            }
        }
        return values;
    }

    private boolean isValid(Parameter parameter, JsonNode value, String path) {
        return switch (parameter.type()) {
            case DURATION -> isDuration(parameter, value, path);
            case NUMBER -> isNumber(parameter, value, path);
            case BOOLEAN -> isOrError(value.isBoolean(), path, "wrong_type", "true or false");
            case WORD -> isWord(parameter, value, path);
            case WORDS -> areWords(parameter, value, path);
            case TEXTS -> areTexts(value, path);
            case AGENT ->
                    isOrError(
                            value.isTextual() && Id.isValid(value.textValue()),
                            path,
                            "invalid_format",
                            "the id of an agent, or null");
            case TIME ->
                    isOrError(
                            value.isTextual() && TIME.matcher(value.textValue()).matches(),
                            path,
                            "invalid_format",
                            "a time of day, such as 08:00");
            case TIMEZONE ->
                    isOrError(
                            value.isTextual() && ZONES.contains(value.textValue()),
                            path,
                            "invalid_zone",
                            "an IANA time zone, such as Europe/Berlin");
        };
    }

    private boolean isOrError(boolean right, String path, String code, String expected) {
        if (!right) {
            errors.add(new InputError(path, code, path + " must be " + expected + "."));
        }
        return right;
    }

    private boolean isDuration(Parameter parameter, JsonNode value, String path) {
        Optional<Duration> duration = duration(value);
        if (duration.isEmpty()) {
            return isOrError(
                    false, path, "wrong_type", "a duration in whole seconds, such as PT1H or P2D");
        }
        Duration least = duration(Objects.requireNonNull(parameter.least())).orElseThrow();
        Duration most = duration(Objects.requireNonNull(parameter.most())).orElseThrow();
        return isInRange(
                parameter,
                duration.get().compareTo(least) >= 0 && duration.get().compareTo(most) <= 0,
                path);
    }

    private static Optional<Duration> duration(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(value.textValue()))
                    .filter(duration -> duration.getNano() == 0);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private boolean isNumber(Parameter parameter, JsonNode value, String path) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            return isOrError(
                    false,
                    path,
                    value.isIntegralNumber() ? "out_of_range" : "wrong_type",
                    "a whole number from " + parameter.least() + " to " + parameter.most());
        }
        int least = Objects.requireNonNull(parameter.least()).intValue();
        int most = Objects.requireNonNull(parameter.most()).intValue();
        return isInRange(parameter, value.intValue() >= least && value.intValue() <= most, path);
    }

    private boolean isInRange(Parameter parameter, boolean right, String path) {
        String least = Objects.requireNonNull(parameter.least()).asText();
        String most = Objects.requireNonNull(parameter.most()).asText();
        return isOrError(right, path, "out_of_range", "between " + least + " and " + most);
    }

    private boolean isWord(Parameter parameter, JsonNode value, String path) {
        return isOrError(
                value.isTextual() && parameter.words().contains(value.textValue()),
                path,
                "unknown_value",
                "one of " + String.join(", ", parameter.words()));
    }

    private boolean areWords(Parameter parameter, JsonNode value, String path) {
        if (!value.isArray()) {
            return isOrError(false, path, "wrong_type", "an array");
        }
        if (value.isEmpty()) {
            errors.add(new InputError(path, "too_short", path + " must have at least 1 entry."));
            return false;
        }
        boolean right = true;
        for (int index = 0; index < value.size(); index++) {
            right &= isWord(parameter, value.get(index), path + "[" + index + "]");
        }
        return right && areDistinct(value, path);
    }

    private boolean areTexts(JsonNode value, String path) {
        if (!value.isArray()) {
            return isOrError(false, path, "wrong_type", "an array");
        }
        if (value.size() > TEXTS_MAX) {
            String message = path + " must have at most " + TEXTS_MAX + " entries.";
            errors.add(new InputError(path, "too_long", message));
            return false;
        }
        boolean right = true;
        for (int index = 0; index < value.size(); index++) {
            right &= isText(value.get(index), path + "[" + index + "]");
        }
        return right && areDistinct(value, path);
    }

    private boolean isText(JsonNode value, String path) {
        String text = value.isTextual() ? value.textValue() : "";
        boolean right =
                !text.isBlank()
                        && text.length() <= Limits.WORD_LENGTH_MAX
                        && text.chars().noneMatch(Character::isISOControl);
        return isOrError(
                right,
                path,
                "invalid_text",
                "a single line of 1 to " + Limits.WORD_LENGTH_MAX + " characters");
    }

    private boolean areDistinct(JsonNode values, String path) {
        boolean right = new HashSet<>(values.valueStream().toList()).size() == values.size();
        if (!right) {
            errors.add(new InputError(path, "duplicate", path + " has an entry twice."));
        }
        return right;
    }
}
