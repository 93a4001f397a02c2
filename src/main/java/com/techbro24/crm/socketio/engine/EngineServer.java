package com.techbro24.crm.socketio.engine;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO 4 server for one path of an HTTP server; its sessions carry text and binary
 * messages.
 *
 * <p>Several HTTP servers, or several instances of one on several event loops, may share it.
 */
public final class EngineServer {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The Engine.IO error codes of the reference implementation. */
    /** Of RFC 6455. */
    private static final String WEBSOCKET_VERSION = "13";

    private static final int UNKNOWN_TRANSPORT = 0;

    private static final int UNKNOWN_SID = 1;
    private static final int BAD_METHOD = 2;
    private static final int BAD_REQUEST = 3;
    private static final int FORBIDDEN = 4;
    private static final int UNSUPPORTED_VERSION = 5;

    private final EngineSettings settings;
    private final CrossOrigin crossOrigin;
    private final Function<EngineSession, EngineListener> onOpen;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();
    private volatile boolean closing;

    /**
     * @param onOpen called for each new session on its event loop; returns its listener
     */
    public EngineServer(EngineSettings settings, Function<EngineSession, EngineListener> onOpen) {
        this.settings = settings;
        this.crossOrigin = new CrossOrigin(settings.originAllowed());
        this.onOpen = onOpen;
    }

    public EngineSettings settings() {
        return settings;
    }

    /** Whether a request is for this server: its path must be equal, not only the start of it. */
    public boolean handles(HttpServerRequest request) {
        return settings.isPath(String.valueOf(request.path()));
    }

    /** Answers a request or upgrades its connection; call it on the request's event loop. */
    public void handle(HttpServerRequest request) {
        var exchange = new Exchange(request);
        Body body = Body.of(request, exchange, settings);
        if (!handles(request)) {
            exchange.refuse(404, BAD_REQUEST, "Not found");
        } else if (!crossOrigin.admits(request)) {
            exchange.refuse(403, FORBIDDEN, "Forbidden");
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            crossOrigin.answerPreflight(request);
        } else if (!"4".equals(request.getParam("EIO"))) {
            exchange.refuse(400, UNSUPPORTED_VERSION, "Unsupported protocol version");
        } else {
            String transport = request.getParam("transport");
            if ("polling".equals(transport)) {
                handlePolling(request, exchange, body);
            } else if ("websocket".equals(transport)) {
                handleWebSocket(request, exchange, body);
            } else {
                exchange.refuse(400, UNKNOWN_TRANSPORT, "Transport unknown");
            }
        }
    }

    private void handlePolling(HttpServerRequest request, Exchange exchange, @Nullable Body body) {
        String id = request.getParam("sid");
        boolean isGet = request.method().equals(HttpMethod.GET);
        if (id == null) {
            if (!isGet) {
                exchange.refuse(400, BAD_METHOD, "Bad handshake method");
            } else if (closing) {
                exchange.refuse(503, BAD_REQUEST, "Server is shutting down");
            } else {
                openPolling(request, exchange);
            }
            return;
        }
        EngineSession session = sessions.get(id);
        if (session == null) {
            exchange.refuse(400, UNKNOWN_SID, "Session ID unknown");
        } else if (isGet) {
            session.execute(() -> session.onPoll(exchange));
        } else if (request.method().equals(HttpMethod.POST)) {
            (body == null ? Future.succeededFuture(Buffer.buffer()) : body.read())
                    .onSuccess(
                            whole ->
                                    session.execute(
                                            () -> session.onPost(exchange, whole.getBytes())))
                    .onFailure(tooLarge -> exchange.refuse(413, BAD_REQUEST, "Payload too large"));
        } else {
            exchange.refuse(400, BAD_REQUEST, "Bad request");
        }
    }

    private void openPolling(HttpServerRequest request, Exchange exchange) {
        EngineSession session =
                new EngineSession(newId(), this, loopOf(request), originOf(request), null);
        sessions.put(session.id(), session);
        exchange.answer(200, "0" + handshake(session, "[\"websocket\"]"));
        session.open(onOpen.apply(session));
    }

    private void handleWebSocket(
            HttpServerRequest request, Exchange exchange, @Nullable Body body) {
        String id = request.getParam("sid");
        EngineSession session = id == null ? null : sessions.get(id);
        if (id != null && session == null) {
            exchange.refuse(400, UNKNOWN_SID, "Session ID unknown");
        } else if (isOtherVersion(request)) {
            exchange.refuseVersion(WEBSOCKET_VERSION);
        } else if (body != null || !request.canUpgradeToWebSocket()) {
            exchange.refuse(400, BAD_REQUEST, "Bad request");
        } else if (closing) {
            exchange.refuse(503, BAD_REQUEST, "Server is shutting down");
        } else {
            Loop loop = loopOf(request);
            EngineSession.Origin origin = originOf(request);
            request.toWebSocket().onSuccess(socket -> onWebSocket(socket, session, loop, origin));
        }
    }

    /** The library also supports drafts of the protocol, with different framing. */
    private static boolean isOtherVersion(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && !request.headers()
                        .getAll("Sec-WebSocket-Version")
                        .equals(List.of(WEBSOCKET_VERSION));
    }

    private void onWebSocket(
            ServerWebSocket socket,
            @Nullable EngineSession polled,
            Loop loop,
            EngineSession.Origin origin) {
        // Nothing may be read before the session is attached, possibly on another loop.
        socket.pause();
        socket.headers().clear();
        var transport = new WebSocketTransport(socket, settings.perMessageDeflate());
        if (polled != null) {
            polled.execute(() -> polled.startUpgrade(transport, loop));
            return;
        }
        EngineSession session = new EngineSession(newId(), this, loop, origin, transport);
        sessions.put(session.id(), session);
        transport.writeAlone(Frame.control("0" + handshake(session, "[]")));
        session.open(onOpen.apply(session));
        transport.attach(session);
    }

    private String handshake(EngineSession session, String upgrades) {
        return "{\"sid\":\""
                + session.id()
                + "\",\"upgrades\":"
                + upgrades
                + ",\"pingInterval\":"
                + settings.pingInterval().toMillis()
                + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis()
                + ",\"maxPayload\":"
                + settings.payloadBytesMax()
                + "}";
    }

    private EngineSession.Origin originOf(HttpServerRequest request) {
        Map<String, String> kept = new HashMap<>();
        for (String name : settings.headersKept()) {
            String value = request.getHeader(name);
            if (value != null) {
                kept.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        var address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return new EngineSession.Origin(host == null ? "" : host, Map.copyOf(kept));
    }

    private Loop loopOf(HttpServerRequest request) {
        return loops.computeIfAbsent(Exchange.loopOf(request), Loop::new);
    }

    /** 120 random bits, so that ids cannot be guessed. */
    public static String newId() {
        byte[] bytes = new byte[15];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    void forget(EngineSession session) {
        sessions.remove(session.id(), session);
    }

    Traffic traffic() {
        return traffic;
    }

    public EngineMetrics metrics() {
        int polling = 0;
        int webSockets = 0;
        long buffered = 0;
        for (EngineSession session : sessions.values()) {
            if (session.isOpen()) {
                switch (session.transport()) {
                    case PollingTransport polled -> polling++;
                    case WebSocketTransport socket -> webSockets++;
                }
                buffered += session.waitingBytes() + session.transport().unreadBytes();
            }
        }
        return new EngineMetrics(
                polling,
                webSockets,
                buffered,
                traffic.bytesIn.sum(),
                traffic.bytesOut.sum(),
                traffic.messagesIn.sum(),
                traffic.messagesOut.sum(),
                traffic.dropped.sum(),
                traffic.cutOff.sum(),
                traffic.upgrades.sum());
    }

    /**
     * Accepts no new sessions and closes the existing ones after flushing them.
     *
     * @return complete when all are closed, or after the timeout
     */
    public CompletionStage<Void> close(Duration patience) {
        closing = true;
        CompletableFuture<?>[] ends =
                sessions.values().stream()
                        .map(
                                session -> {
                                    var ended = new CompletableFuture<Void>();
                                    session.execute(
                                            () ->
                                                    session.close(CloseReason.SERVER_SHUTTING_DOWN)
                                                            .onComplete(
                                                                    result ->
                                                                            ended.complete(null)));
                                    return ended;
                                })
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
