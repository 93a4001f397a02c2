package com.techbro24.crm.http;

import io.vertx.core.http.HttpServerRequest;

/** Takes requests before the routes do, on their event loop: Socket.IO on the same port. */
public interface FirstHandler {
    boolean handles(HttpServerRequest request);

    void handle(HttpServerRequest request);
}
