package com.techbro24.crm.http.server;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Parameter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses a query string by the parameters that a route declares, and reports every error. */
final class Query {
    private static final int VALUE_LENGTH_MAX = 2_000;
    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");

    private final Mounted mounted;
    private final @Nullable String me;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<InputError> errors = new ArrayList<>();

    private Query(Mounted mounted, @Nullable String me) {
        this.mounted = mounted;
        this.me = me;
    }

    /**
     * @param me the caller's agent, to replace {@code me}; null without a caller
     * @param requestErrors collects every error; parameters with errors are unusable
     */
    static Map<String, List<String>> read(
            @Nullable String text,
            Mounted mounted,
            @Nullable String me,
            RequestErrors requestErrors) {
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        Query query = new Query(mounted, me);
        int start = 0;
        while (start <= text.length()) {
            int and = text.indexOf('&', start);
            int end = and < 0 ? text.length() : and;
            if (end > start) {
                query.pair(text.substring(start, end));
            }
            start = end + 1;
        }
        requestErrors.add(query.errors);
        return query.values;
    }

    private void pair(String pair) {
        int equals = pair.indexOf('=');
        String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), true);
        String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), true);
        if (name == null) {
            errors.add(
                    new InputError(
                            "", "invalid_encoding", "A parameter's name is not valid text."));
            return;
        }
        Parameter parameter = mounted.parameters().get(name);
        if (parameter == null) {
            unknown(name);
        } else if (value == null || value.length() > VALUE_LENGTH_MAX) {
            error(name, "invalid_encoding", "is not properly encoded text, or too long");
        } else if (parameter.many()) {
            List<String> all = values.computeIfAbsent(name, key -> new ArrayList<>());
            for (String part : value.split(",", -1)) {
                take(parameter, part, all);
            }
        } else if (values.containsKey(name)) {
            error(name, "duplicate_parameter", "must not be repeated");
        } else {
            List<String> one = new ArrayList<>(1);
            values.put(name, one);
            take(parameter, value, one);
        }
    }

    private void unknown(String name) {
        String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        String known =
                mounted.parameters().isEmpty()
                        ? "this route has none"
                        : "known parameters: " + String.join(", ", mounted.parameters().keySet());
        errors.add(
                new InputError(
                        shown,
                        "unknown_parameter",
                        "Unknown parameter: " + shown + "; " + known + "."));
    }

    private void take(Parameter parameter, String value, List<String> into) {
        String name = parameter.name();
        Class<?> type = parameter.type();
        if (type == Id.class && value.equals("me") && me != null) {
            into.add(me);
            return;
        }
        String expected = expected(parameter, value);
        Parameter.Check check = parameter.check();
        if (expected == null && (check == null || check.fits().test(value))) {
            into.add(value);
        } else if (expected == null && check != null) {
            error(name, check.code(), check.message());
        } else {
            error(name, code(parameter, value), "must be " + expected);
        }
    }

    private static String code(Parameter parameter, String value) {
        Class<?> type = parameter.type();
        if (value.isEmpty()) {
            return "required";
        }
        if (type.isEnum() || parameter.name().equals(Mounted.FIELDS)) {
            return "unknown_value";
        }
        boolean isNumber = type == Integer.class && WHOLE_NUMBER.matcher(value).matches();
        return isNumber ? "out_of_range" : "wrong_type";
    }

    /** What was expected instead of {@code value}; null if it is valid. */
    private @Nullable String expected(Parameter parameter, String value) {
        Class<?> type = parameter.type();
        if (parameter.name().equals(Mounted.FIELDS) && !mounted.fields().isEmpty()) {
            return mounted.fields().contains(value)
                    ? null
                    : "one of " + String.join(", ", mounted.fields());
        }
        if (type.isEnum()) {
            List<String> words = Arrays.asList(EnumNames.all(type));
            return words.contains(value) ? null : "one of " + String.join(", ", words);
        }
        if (type == Integer.class) {
            return number(parameter, value);
        }
        if (type == Boolean.class) {
            return TRUTHS.contains(value) ? null : "true or false";
        }
        if (type == Instant.class) {
            return Times.parse(value).isPresent() ? null : "a time such as 2026-01-31T09:00:00Z";
        }
        if (type == Duration.class) {
            return isDuration(value) ? null : "a duration such as PT1H";
        }
        if (type == Id.class) {
            return Id.isValid(value) ? null : "an id";
        }
        if (type == ZoneId.class) {
            return isZone(value) ? null : "a time zone such as Europe/Berlin";
        }
        return value.isEmpty() ? "some text" : null;
    }

    private static @Nullable String number(Parameter parameter, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= parameter.min() && number <= parameter.max()) {
                return null;
            }
        } catch (NumberFormatException failure) {
            // Reported below, like a number out of range.
        }
        return "a whole number from " + parameter.min() + " to " + parameter.max();
    }

    private static boolean isDuration(String value) {
        try {
            return !Duration.parse(value).isNegative();
        } catch (DateTimeParseException failure) {
            return false;
        }
    }

    private static boolean isZone(String value) {
        try {
            return !value.isEmpty() && ZoneId.getAvailableZoneIds().contains(value)
                    || ZoneId.of(value).getId().equals("Z");
        } catch (DateTimeException failure) {
            return false;
        }
    }

    private void error(String name, String code, String message) {
        errors.add(new InputError(name, code, name + " " + message + "."));
    }
}
