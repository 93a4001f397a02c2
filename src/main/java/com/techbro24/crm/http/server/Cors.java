package com.techbro24.crm.http.server;

import com.techbro24.crm.http.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins may call (CORS). Tokens are sent in a header, so credentials are never allowed.
 */
final class Cors {
    private static final String EXPOSED =
            "Api-Version, Deprecation, ETag, Idempotent-Replayed, Link, Location, RateLimit,"
                    + " RateLimit-Policy, Retry-After, Server-Timing, Sunset, X-Request-Id";
    private static final String ALLOWED_HEADERS =
            "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match,"
                    + " If-None-Match, X-Device-Id, X-Request-Id";
    private static final String PREFLIGHT_SECONDS_MAX = "7200";

    private final boolean any;
    private final Set<String> origins;

    Cors(HttpServerSettings settings) {
        this.any = settings.corsOrigins().contains("*");
        this.origins = Set.copyOf(settings.corsOrigins());
    }

    /** Whether answers differ by origin, so that caches need {@code Vary}. */
    boolean varies() {
        return !any && !origins.isEmpty();
    }

    private boolean allows(String origin) {
        return any || origins.contains(origin);
    }

    void addTo(MultiMap headers, @Nullable String origin) {
        if (origin != null && allows(origin)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, any ? "*" : origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }

    /** The answer to OPTIONS, also to a preflight. */
    Reply options(Set<String> allowed, @Nullable String origin, @Nullable String asked) {
        String methods = String.join(", ", allowed);
        Reply reply = Reply.empty().withHeader("Allow", methods);
        if (origin == null || asked == null || !allows(origin)) {
            return reply;
        }
        return reply.withHeader("Access-Control-Allow-Methods", methods)
                .withHeader("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .withHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS_MAX);
    }
}
