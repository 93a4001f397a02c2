package com.techbro24.crm.http.server;

import io.vertx.core.http.HttpServerRequest;

/** Answers by itself what is for the sockets' path, before the routes. */
final class Taken implements FirstHandler {
    @Override
    public boolean handles(HttpServerRequest request) {
        return String.valueOf(request.path()).startsWith("/socket.io/");
    }

    @Override
    public void handle(HttpServerRequest request) {
        var _ = request.response().end("taken");
    }
}
