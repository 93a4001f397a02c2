package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.http.Deprecation;
import com.techbro24.crm.http.Etags;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one response: conditional requests, compression, common headers; and logs the request. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final String NO_STORE = "no-store";
    private static final String REVALIDATE = "private, no-cache";

    private final Exchange exchange;
    private final boolean head;
    private Reply reply;
    private @Nullable String etag;
    private Compression compression = Compression.NONE;
    private long bytes;

    Answering(Exchange exchange, Reply reply) {
        this.exchange = exchange;
        this.reply = reply;
        this.head = exchange.request.method() == HttpMethod.HEAD;
    }

    /** May be called on any thread; a stream is written on the calling one. */
    void run() {
        boolean compressible = Compression.isWorthwhile(reply.contentType());
        byte[] body = reply.body();
        etag = reply.etag();
        if (isRead() && reply.status() == 200) {
            etag = etag == null && body != null ? Etags.weak(body) : etag;
            if (Etags.matches(exchange.headers().list(Headers.IF_NONE_MATCH), etag)) {
                reply = reply.withStatus(304).withBody(null);
                body = null;
            }
        }
        if (compressible
                && (reply.stream() != null
                        || body != null && body.length > Compression.BYTES_MIN)) {
            compression = Compression.of(exchange.headers().list(Headers.ACCEPT_ENCODING));
        }
        if (reply.stream() != null && reply.status() != 304 && !head) {
            if (isLasting()) {
                exchange.loop.server().leave();
                try {
                    stream(reply.stream());
                } finally {
                    exchange.loop.server().enterAgain();
                }
            } else {
                stream(reply.stream());
            }
            return;
        }
        byte[] compressed = body == null ? null : compression.compress(body);
        bytes = compressed == null ? 0 : compressed.length;
        if (exchange.claim()) {
            exchange.context.runOnContext(now -> send(compressed));
            record();
        } else if (exchange.isAbandoned()) {
            // It was processed anyway.
            exchange.context.runOnContext(now -> exchange.done(Future.succeededFuture()));
            record();
        }
        // Otherwise it timed out, and that was already answered and logged.
    }

    private boolean isLasting() {
        return exchange.match instanceof Router.Match.Found found
                && found.mounted().route().isLasting();
    }

    private boolean isRead() {
        return head || exchange.request.method() == HttpMethod.GET;
    }

    /** On the event loop. */
    private void send(byte @Nullable [] body) {
        HttpServerResponse response = exchange.request.response();
        if (response.closed()) {
            exchange.done(Future.succeededFuture());
            return;
        }
        addHead(response);
        boolean whole = body != null && !head;
        if (!whole && reply.stream() == null && reply.status() != 204 && reply.status() != 304) {
            int length = body == null ? 0 : body.length;
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
        }
        exchange.done(whole ? response.end(Buffer.buffer(body)) : response.end());
    }

    private void stream(Reply.Stream source) {
        boolean gzip = compression != Compression.NONE;
        compression = gzip ? Compression.GZIP : Compression.NONE;
        ResponseStream out = new ResponseStream(exchange, this::addHead);
        try (OutputStream body = gzip ? Compression.gzip(out) : out) {
            source.writeTo(body);
        } catch (ResponseStream.Gone gone) {
            LOG.debug("the client left before the end");
            out.cutOff();
        } catch (IOException | RuntimeException failure) {
            boolean left =
                    failure instanceof UncheckedIOException
                            && failure.getCause() instanceof ResponseStream.Gone;
            if (!left) {
                var _ = Problems.internalError(exchange, failure);
            }
            out.cutOff();
        }
        bytes = out.bytes();
        if (!out.isLate()) {
            record();
        }
    }

    private void addHead(HttpServerResponse response) {
        Server server = exchange.loop.server();
        MultiMap headers = response.headers();
        response.setStatusCode(reply.status());
        Headers.addSecurity(headers);
        headers.add(Headers.API_VERSION, Headers.ONE);
        headers.add(Headers.REQUEST_ID, exchange.requestId);
        headers.add(HttpHeaders.DATE, exchange.loop.date());
        headers.add(Headers.SERVER_TIMING, timing());
        RateLimits.Verdict verdict = exchange.verdict;
        if (verdict != null) {
            headers.add(Headers.RATE_POLICY, verdict.policy());
            headers.add(Headers.RATE, verdict.state());
        }
        if (etag != null) {
            headers.add(HttpHeaders.ETAG, etag);
        }
        headers.add(HttpHeaders.CACHE_CONTROL, isRead() && etag != null ? REVALIDATE : NO_STORE);
        headers.add(
                HttpHeaders.VARY,
                server.cors().varies() ? "Accept-Encoding, Origin" : "Accept-Encoding");
        if (reply.body() != null || reply.stream() != null) {
            headers.add(HttpHeaders.CONTENT_TYPE, reply.contentType());
        }
        if (compression != Compression.NONE) {
            headers.add(HttpHeaders.CONTENT_ENCODING, compression.word());
        }
        addOccasional(server, headers);
    }

    private void addOccasional(Server server, MultiMap headers) {
        PublicUrl publicUrl = server.settings().publicUrl();
        server.cors().addTo(headers, exchange.headers().value(Headers.ORIGIN));
        if (server.isSecure(exchange)) {
            headers.add(Headers.HSTS, Headers.HSTS_VALUE);
        }
        if (exchange.match instanceof Router.Match.Found found) {
            Deprecation going = found.mounted().route().deprecation();
            if (going != null) {
                headers.add("Deprecation", going.header());
                String sunset = going.sunsetHeader();
                String link = going.link(publicUrl);
                if (sunset != null) {
                    headers.add("Sunset", sunset);
                }
                if (link != null) {
                    headers.add("Link", link);
                }
            }
        }
        headers.add(Headers.CSP, Headers.CSP_VALUE);
        String rowId = reply.rowId();
        if (reply.status() == 201 && rowId != null) {
            String location = server.location(exchange, rowId);
            if (location != null) {
                headers.add(HttpHeaders.LOCATION, location);
            }
        }
        // Last, so that a route's own headers win.
        reply.headers().forEach(headers::set);
        String path = headers.get(HttpHeaders.LOCATION);
        if (path != null && path.startsWith("/")) {
            headers.set(HttpHeaders.LOCATION, publicUrl.path(path));
        }
    }

    private String timing() {
        long micros = (System.nanoTime() - exchange.start) / 1_000;
        long fraction = micros % 1_000;
        String zeros = fraction < 10 ? "00" : fraction < 100 ? "0" : "";
        return "app;dur=" + micros / 1_000 + '.' + zeros + fraction;
    }

    private void record() {
        long took = System.nanoTime() - exchange.start;
        String route;
        if (exchange.match instanceof Router.Match.Found found) {
            if (!isLasting()) {
                found.mounted().record(reply.status(), took);
            }
            route = found.mounted().route().path();
        } else {
            exchange.loop.server().recordUnrouted(reply.status(), took);
            route = "none";
        }
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Caller caller = exchange.caller;
        LOG.atInfo()
                .addKeyValue("requestId", exchange.requestId)
                .addKeyValue("caller", caller == null ? null : caller.subject())
                .addKeyValue("address", exchange.address)
                .addKeyValue("method", exchange.request.method().name())
                .addKeyValue("route", route)
                .addKeyValue("status", reply.status())
                .addKeyValue("milliseconds", took / 1_000_000)
                .addKeyValue("bytes", bytes)
                .log("request");
    }
}
