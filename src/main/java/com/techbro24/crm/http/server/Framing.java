package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request's head, so that all proxies on its way see the same request: where its body ends
 * (RFC 9112, 6.3), whom it is for (3.2) and who asks (RFC 9110, 5.3). What the decoder refuses
 * already, such as a Content-Length beside a Transfer-Encoding, is not looked at again.
 */
final class Framing {
    private Framing() {}

    /** Null for a request in order; after any other, nothing on its connection can be trusted. */
    static @Nullable Problem error(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean isOfToday = request.version() == HttpVersion.HTTP_1_1; // HTTP/2 frames by itself
        String coding = headers.get(Headers.TRANSFER_ENCODING);
        if (coding != null
                && (!isOfToday
                        || !coding.equalsIgnoreCase("chunked")
                        || headers.getAll(Headers.TRANSFER_ENCODING).size() > 1)) {
            return Problem.invalid("Transfer-Encoding may be said once, by HTTP/1.1, as: chunked.");
        }
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || hosts.isEmpty() && isOfToday) {
            return Problem.invalid("A request has one Host header.");
        }
        if (headers.getAll(Headers.AUTHORIZATION).size() > 1) {
            return Problem.invalid("A request has at most one Authorization header.");
        }
        return null;
    }
}
