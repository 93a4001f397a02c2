package com.techbro24.crm.socketio;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a request's body up to a limit. */
final class Body {
    /**
     * So much more than the limit is read and thrown away, so that the client can read its refusal.
     */
    private static final long PATIENCE = 8;

    private Body() {}

    /** Fails as soon as there is more than the limit. */
    static Future<Buffer> read(HttpServerRequest request, int bytesMax) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(
                part -> {
                    if (request.bytesRead() > PATIENCE * bytesMax) {
                        request.connection().close();
                    } else if (request.bytesRead() > bytesMax) {
                        whole.tryFail("The body is larger than " + bytesMax + " bytes");
                    } else {
                        body.appendBuffer(part);
                    }
                });
        request.endHandler(end -> whole.tryComplete(body));
        request.exceptionHandler(whole::tryFail);
        return whole.future();
    }
}
