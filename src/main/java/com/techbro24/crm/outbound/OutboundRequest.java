package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to another system.
 *
 * @param timeout for all of it, from the name to the last byte of the answer
 * @param answerBytesMax the answer is cut after this many bytes
 * @param http2 whether the receiver speaks only HTTP/2
 */
public record OutboundRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        int answerBytesMax,
        boolean http2) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 65_536;

    public static OutboundRequest get(URI uri) {
        return new OutboundRequest(
                "GET", uri, Map.of(), new byte[0], TIMEOUT, ANSWER_BYTES_MAX, false);
    }

    public static OutboundRequest post(URI uri, String contentType, byte[] body) {
        return new OutboundRequest(
                "POST",
                uri,
                Map.of("Content-Type", contentType),
                body,
                TIMEOUT,
                ANSWER_BYTES_MAX,
                false);
    }

    public static OutboundRequest json(URI uri, String body) {
        return post(uri, "application/json", body.getBytes(UTF_8));
    }

    public OutboundRequest method(String other) {
        return new OutboundRequest(other, uri, headers, body, timeout, answerBytesMax, http2);
    }

    public OutboundRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OutboundRequest(method, uri, more, body, timeout, answerBytesMax, http2);
    }

    public OutboundRequest timeout(Duration longest) {
        return new OutboundRequest(method, uri, headers, body, longest, answerBytesMax, http2);
    }

    public OutboundRequest answerBytesMax(int bytes) {
        return new OutboundRequest(method, uri, headers, body, timeout, bytes, http2);
    }

    /** By HTTP/2 alone. */
    public OutboundRequest overHttp2() {
        return new OutboundRequest(method, uri, headers, body, timeout, answerBytesMax, true);
    }

    /** Without headers and query, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getHost() + uri.getPath();
    }
}
