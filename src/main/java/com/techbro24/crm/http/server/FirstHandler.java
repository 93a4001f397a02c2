package com.techbro24.crm.http.server;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Handles requests before the routes, on their event loop: Socket.IO on the same port. */
public interface FirstHandler {
    /** Sets server options, such as the size of websocket messages. */
    default HttpServerOptions applyTo(HttpServerOptions options) {
        return options;
    }

    boolean handles(HttpServerRequest request);

    void handle(HttpServerRequest request);

    /**
     * Called before each routed request, on its own thread; may delay it, or reject it with a
     * {@link com.techbro24.crm.base.Problem}.
     */
    default void pass(String path) {}
}
