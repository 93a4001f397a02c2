package com.techbro24.crm.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * That a route is going away: since when it is deprecated (RFC 9745), when it ends (RFC 8594), and
 * what comes after it.
 *
 * @param sunset null where no end is set yet
 * @param successor the path of the route to use instead; null for none
 */
public record Deprecation(Instant since, @Nullable Instant sunset, @Nullable String successor) {
    public String header() {
        return "@" + since.getEpochSecond();
    }

    public @Nullable String sunsetHeader() {
        return sunset == null
                ? null
                : DateTimeFormatter.RFC_1123_DATE_TIME.format(sunset.atOffset(ZoneOffset.UTC));
    }

    public @Nullable String link() {
        return successor == null ? null : "<" + successor + ">; rel=\"successor-version\"";
    }
}
