package com.techbro24.crm.http.server;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Takes requests before the routes do, on their event loop: Socket.IO on the same port. */
public interface FirstHandler {
    /** Sets what only the server's options can, such as the size of websocket messages. */
    default HttpServerOptions applyTo(HttpServerOptions options) {
        return options;
    }

    boolean handles(HttpServerRequest request);

    void handle(HttpServerRequest request);

    /**
     * Lets a request of the routes pass; may hold it up, or refuse it by a {@link
     * com.techbro24.crm.base.Problem}. On the request's own thread.
     */
    default void pass(String path) {}
}
