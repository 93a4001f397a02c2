package com.techbro24.crm.socketio.engine;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may connect: those of the server's own origin, and those allowed in the settings.
 */
record CrossOrigin(Predicate<String> allowed) {
    private static final String ALLOWED_SECONDS = "600";

    /** Returns whether a request is allowed, and sets the CORS headers. */
    boolean admits(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        boolean named = allowed.test(origin);
        if (named) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Vary", "Origin");
        }
        return named || isOwn(origin, request.authority());
    }

    void answerPreflight(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Methods", "GET,POST")
                .putHeader("Access-Control-Max-Age", ALLOWED_SECONDS);
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) {
            response.putHeader("Access-Control-Allow-Headers", wanted);
        }
        response.setStatusCode(204).end();
    }

    private static boolean isOwn(String origin, @Nullable HostAndPort own) {
        try {
            URI page = URI.create(origin);
            return own != null
                    && own.host().equalsIgnoreCase(page.getHost())
                    && own.port() == page.getPort();
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
