package com.techbro24.crm.socketio.engine;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP request that is answered on its own event loop, which can differ from the session's loop.
 */
final class Exchange {
    private final HttpConnection connection;
    private final HttpServerResponse response;
    private final EventLoop home;

    /** Whether the connection is multiplexed, as with HTTP/2. */
    private final boolean shared;

    private boolean last;

    Exchange(HttpServerRequest request) {
        this.connection = request.connection();
        this.response = request.response();
        this.shared = request.version() == HttpVersion.HTTP_2;
        this.home = loopOf(request);
    }

    static EventLoop loopOf(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context().nettyEventLoop();
    }

    /** Called on this exchange's loop if the client disconnects before the answer. */
    void onAbort(Runnable action) {
        response.closeHandler(closed -> action.run());
    }

    void answer(int status, String text) {
        answer(status, text.getBytes(StandardCharsets.UTF_8));
    }

    void answer(int status, byte[] body) {
        answer(status, "text/plain; charset=UTF-8", body);
    }

    /** Answers 400 in the reference implementation's error format. */
    void refuse(String message) {
        refuse(400, 3, message);
    }

    void refuse(int status, int code, String message) {
        String body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** On this exchange's loop: answers, then closes the connection. */
    void refuseAtLast(int status, String message) {
        last = true;
        refuse(status, 3, message);
    }

    /** On this exchange's loop: closes the connection, or the HTTP/2 stream, without an answer. */
    void cutOff() {
        var _ = shared ? response.reset() : connection.close();
    }

    /** On this exchange's loop: answers 426 with the supported websocket version. */
    void refuseVersion(String version) {
        response.putHeader("Sec-WebSocket-Version", version)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, "websocket");
        refuse(426, 3, "Unsupported websocket version");
    }

    private void answer(int status, String type, byte[] body) {
        if (home.inEventLoop()) {
            send(status, type, body);
        } else {
            home.execute(() -> send(status, type, body));
        }
    }

    private void send(int status, String type, byte[] body) {
        if (!response.ended() && !response.closed()) {
            response.closeHandler(null);
            response.setStatusCode(status)
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-store");
            if (last && !shared) {
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            Future<Void> sent = response.end(Buffer.buffer(body));
            if (last) {
                sent.onComplete(end -> cutOff());
            }
        }
    }
}
