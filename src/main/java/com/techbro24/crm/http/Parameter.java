package com.techbro24.crm.http;

import com.techbro24.crm.base.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A query parameter that a route takes.
 *
 * @param type String, Integer, Boolean, Instant, Duration, ZoneId, {@link Id}, or an enum
 * @param many whether it may be given several times, or several values with commas between
 * @param min the least that a number may be
 * @param max the most that a number may be
 */
public record Parameter(
        String name, Class<?> type, boolean many, String summary, int min, int max) {
    public Parameter(String name, Class<?> type, boolean many, String summary) {
        this(name, type, many, summary, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    public static Parameter text(String name, String summary) {
        return new Parameter(name, String.class, false, summary);
    }

    /** The id of a row; {@code me} stands for the caller's own agent. */
    public static Parameter id(String name, String summary) {
        return new Parameter(name, Id.class, false, summary);
    }

    public static Parameter number(String name, String summary) {
        return new Parameter(name, Integer.class, false, summary);
    }

    public static Parameter number(String name, int min, int max, String summary) {
        return new Parameter(name, Integer.class, false, summary, min, max);
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

    /** The name of a time zone of the IANA database. */
    public static Parameter zone(String name, String summary) {
        return new Parameter(name, ZoneId.class, false, summary);
    }

    /** One or several words of an enum. */
    public static Parameter words(String name, Class<? extends Enum<?>> type, String summary) {
        return new Parameter(name, type, true, summary);
    }

    /** One word of an enum. */
    public static Parameter word(String name, Class<? extends Enum<?>> type, String summary) {
        return new Parameter(name, type, false, summary);
    }

    /** One or several texts. */
    public static Parameter texts(String name, String summary) {
        return new Parameter(name, String.class, true, summary);
    }
}
