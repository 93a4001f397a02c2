package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of another system.
 *
 * @param headers by name in lower case
 * @param isCut whether the body was longer than the request allowed
 * @param took from the check of the address to the last byte
 */
public record OutboundResponse(
        int status, Map<String, List<String>> headers, byte[] body, boolean isCut, Duration took) {
    /** A redirect is none: it could lead anywhere. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** The seconds of {@code Retry-After}; empty without them. */
    public Optional<Duration> retryAfter() {
        return header("retry-after")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
