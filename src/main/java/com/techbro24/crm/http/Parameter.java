package com.techbro24.crm.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A query parameter that a route takes.
 *
 * @param type String, Integer, Boolean, Instant, Duration, or an enum
 * @param many whether it may be given several times, or several values with commas between
 */
public record Parameter(String name, Class<?> type, boolean many, String summary) {
    public static Parameter text(String name, String summary) {
        return new Parameter(name, String.class, false, summary);
    }

    public static Parameter id(String name, String summary) {
        return new Parameter(name, com.techbro24.crm.base.Id.class, false, summary);
    }

    public static Parameter number(String name, String summary) {
        return new Parameter(name, Integer.class, false, summary);
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

    /** One or several words of an enum. */
    public static Parameter words(String name, Class<? extends Enum<?>> type, String summary) {
        return new Parameter(name, type, true, summary);
    }
}
