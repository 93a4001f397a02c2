package com.techbro24.crm.socketio;

import io.netty.channel.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.nio.charset.StandardCharsets;

/** An HTTP request that is answered on its own event loop, from whichever the session lives on. */
final class Exchange {
    private final HttpServerResponse response;
    private final EventLoop home;

    Exchange(HttpServerRequest request) {
        this.response = request.response();
        this.home = loopOf(request);
    }

    static EventLoop loopOf(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context().nettyEventLoop();
    }

    /** Called, on this exchange's own loop, when the client has gone before the answer. */
    void onAbort(Runnable action) {
        response.closeHandler(closed -> action.run());
    }

    void answer(int status, String text) {
        answer(status, text.getBytes(StandardCharsets.UTF_8));
    }

    void answer(int status, byte[] body) {
        answer(status, "text/plain; charset=UTF-8", body);
    }

    /** 400 with the reference implementation's form of an error. */
    void refuse(String message) {
        refuse(400, 3, message);
    }

    void refuse(int status, int code, String message) {
        String body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
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
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(body));
        }
    }
}
