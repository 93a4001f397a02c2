package com.techbro24.crm.http;

import com.techbro24.crm.base.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter of a route.
 *
 * @param type String, Integer, Boolean, Instant, Duration, ZoneId, {@link Id}, or an enum
 * @param many whether it may be repeated, or have several values separated by commas
 * @param min minimum of a number
 * @param max maximum of a number
 * @param check an additional check; null for none
 */
public record Parameter(
        String name,
        Class<?> type,
        boolean many,
        String summary,
        int min,
        int max,
        @Nullable Check check) {
    /**
     * A check of a value beyond its type; runs before the route does anything.
     *
     * @param code the error code
     * @param message the error message, after the parameter's name
     * @param words all valid values; empty if they cannot be listed
     */
    public record Check(Predicate<String> fits, String code, String message, List<String> words) {}

    public Parameter(String name, Class<?> type, boolean many, String summary) {
        this(name, type, many, summary, Integer.MIN_VALUE, Integer.MAX_VALUE, null);
    }

    public static Parameter text(String name, String summary) {
        return new Parameter(name, String.class, false, summary);
    }

    /** The id of a row; {@code me} is the caller's own agent. */
    public static Parameter id(String name, String summary) {
        return new Parameter(name, Id.class, false, summary);
    }

    public static Parameter number(String name, String summary) {
        return new Parameter(name, Integer.class, false, summary);
    }

    public static Parameter number(String name, int min, int max, String summary) {
        return new Parameter(name, Integer.class, false, summary, min, max, null);
    }

    public static Parameter flag(String name, String summary) {
        return new Parameter(name, Boolean.class, false, summary);
    }

    public static Parameter time(String name, String summary) {
        return new Parameter(name, Instant.class, false, summary);
    }

    public static Parameter duration(String name, String summary) {
        return new Parameter(name, Duration.class, false, summary);
    }

    /** An IANA time zone name. */
    public static Parameter zone(String name, String summary) {
        return new Parameter(name, ZoneId.class, false, summary);
    }

    /** One or several values of an enum. */
    public static Parameter words(String name, Class<? extends Enum<?>> type, String summary) {
        return new Parameter(name, type, true, summary);
    }

    /** One value of an enum. */
    public static Parameter word(String name, Class<? extends Enum<?>> type, String summary) {
        return new Parameter(name, type, false, summary);
    }

    /** The sort order of a list. */
    public static Parameter sort(Collection<String> names) {
        List<String> words = names.stream().flatMap(each -> Stream.of(each, "-" + each)).toList();
        String message = "must be one of " + String.join(", ", names) + ", with or without a minus";
        Check check = new Check(words::contains, "unknown_value", message, words);
        return text("sort", "A field, with a minus in front for descending.").checked(check);
    }

    /** For a list with its own form of cursor. */
    public static Parameter cursor(Predicate<String> fits) {
        return text("cursor", "The page.next of the previous page.")
                .where(fits, "invalid_cursor", "does not belong to this list");
    }

    /** With a check of each value, {@code where(…, "invalid_phone", "is not a number")}. */
    public Parameter where(Predicate<String> fits, String code, String message) {
        return checked(new Check(fits, code, message, List.of()));
    }

    private Parameter checked(Check by) {
        return new Parameter(name, type, many, summary, min, max, by);
    }

    /** One or several texts. */
    public static Parameter texts(String name, String summary) {
        return new Parameter(name, String.class, true, summary);
    }
}
