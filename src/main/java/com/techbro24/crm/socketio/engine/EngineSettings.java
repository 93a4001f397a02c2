package com.techbro24.crm.socketio.engine;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The settings of an {@link EngineServer}.
 *
 * @param path the request path, with a slash at both ends
 * @param prefix what a proxy may have kept before the path; empty for nothing
 * @param pingInterval how long after the opening, or after a pong, the next ping is sent
 * @param pingTimeout how long the client may take to answer a ping
 * @param upgradeTimeout how long an upgrade from polling to websocket may take
 * @param bodyTimeout how long a request's body may take to arrive
 * @param payloadBytesMax maximum size of a client's message or polling payload
 * @param unreadBytesMax how much output may be buffered before a client is disconnected
 * @param originAllowed whether pages of another {@code Origin} may connect
 * @param headersKept request headers, in lower case, that are kept with the session
 * @param perMessageDeflate whether websockets may be compressed, at the cost of a compressor for
 *     each
 */
public record EngineSettings(
        String path,
        String prefix,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration bodyTimeout,
        int payloadBytesMax,
        long unreadBytesMax,
        Predicate<String> originAllowed,
        Set<String> headersKept,
        boolean perMessageDeflate) {
    /** Some clients, such as the official Java one, never answer a close frame. */
    private static final int CLOSING_SECONDS = 1;

    public EngineSettings {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("The path must start and end with a slash: " + path);
        }
        headersKept = Set.copyOf(headersKept);
    }

    /**
     * The protocol's usual values: 25 s, 20 s, 10 s, 15 s, 1 MB in, 1 MiB out, no foreign origin,
     * no compression.
     */
    public static EngineSettings defaults(String path) {
        return new EngineSettings(
                path,
                "",
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                1_000_000,
                1 << 20,
                origin -> false,
                Set.of(),
                false);
    }

    public EngineSettings withPrefix(String kept) {
        return new EngineSettings(
                path,
                kept,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headersKept,
                perMessageDeflate);
    }

    /** Whether the path is this server's, with or without the prefix. */
    boolean isPath(String asked) {
        return asked.equals(path)
                || !prefix.isEmpty()
                        && asked.length() == prefix.length() + path.length()
                        && asked.startsWith(prefix)
                        && asked.endsWith(path);
    }

    public EngineSettings withPings(Duration interval, Duration timeout) {
        return new EngineSettings(
                path,
                prefix,
                interval,
                timeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headersKept,
                perMessageDeflate);
    }

    public EngineSettings withUpgradeTimeout(Duration timeout) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                timeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headersKept,
                perMessageDeflate);
    }

    public EngineSettings withBodyTimeout(Duration timeout) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                timeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headersKept,
                perMessageDeflate);
    }

    public EngineSettings withLimits(int payloadBytes, long unreadBytes) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytes,
                unreadBytes,
                originAllowed,
                headersKept,
                perMessageDeflate);
    }

    public EngineSettings withOriginAllowed(Predicate<String> allowed) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                allowed,
                headersKept,
                perMessageDeflate);
    }

    public EngineSettings withHeadersKept(Set<String> headers) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headers,
                perMessageDeflate);
    }

    public EngineSettings withPerMessageDeflate(boolean compressed) {
        return new EngineSettings(
                path,
                prefix,
                pingInterval,
                pingTimeout,
                upgradeTimeout,
                bodyTimeout,
                payloadBytesMax,
                unreadBytesMax,
                originAllowed,
                headersKept,
                compressed);
    }

    /** Sets the options that the HTTP server enforces: websocket message size and compression. */
    public HttpServerOptions applyTo(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(payloadBytesMax)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setMaxWebSocketMessageSize(payloadBytesMax)
                .setPerMessageWebSocketCompressionSupported(perMessageDeflate)
                .setPerFrameWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false);
    }
}
