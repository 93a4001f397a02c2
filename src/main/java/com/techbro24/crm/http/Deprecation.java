package com.techbro24.crm.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The deprecation of a route: since when (RFC 9745), until when it works (RFC 8594), and its
 * successor.
 *
 * @param sunset null if not decided yet
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

    public @Nullable String link(PublicUrl publicUrl) {
        return successor == null
                ? null
                : "<" + publicUrl.path(successor) + ">; rel=\"successor-version\"";
    }
}
