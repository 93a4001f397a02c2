package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request's head, so that all proxies interpret it alike (no request smuggling): the end
 * of its body (RFC 9112, 6.3), its Host (3.2) and its Authorization (RFC 9110, 5.3). What the
 * decoder rejects, such as Content-Length with Transfer-Encoding, is not checked again.
 */
final class Framing {
    private Framing() {}

    /** Null for a valid request; after an invalid one its connection cannot be trusted. */
    static @Nullable Problem error(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean isHttp11 = request.version() == HttpVersion.HTTP_1_1; // HTTP/2 frames by itself
        String coding = headers.get(Headers.TRANSFER_ENCODING);
        if (coding != null
                && (!isHttp11
                        || !coding.equalsIgnoreCase("chunked")
                        || headers.getAll(Headers.TRANSFER_ENCODING).size() > 1)) {
            return Problem.invalid(
                    "Transfer-Encoding is only allowed once, with HTTP/1.1, and must be chunked.");
        }
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || hosts.isEmpty() && isHttp11) {
            return Problem.invalid("A request must have exactly one Host header.");
        }
        if (headers.getAll(Headers.AUTHORIZATION).size() > 1) {
            return Problem.invalid("A request must have at most one Authorization header.");
        }
        return null;
    }
}
