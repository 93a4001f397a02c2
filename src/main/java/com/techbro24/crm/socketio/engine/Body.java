package com.techbro24.crm.socketio.engine;

import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request body: read up to a limit, or discarded. If it is incomplete after the timeout, its
 * connection is closed, even after an answer.
 */
final class Body {
    /**
     * So much beyond the limit is read and discarded, so that the client can read the error
     * response.
     */
    private static final long PATIENCE = 8;

    private final HttpServerRequest request;
    private final Exchange exchange;
    private final int bytesMax;
    private final Promise<Buffer> whole = Promise.promise();
    private final ScheduledFuture<?> deadline;
    private @Nullable Buffer kept;

    private Body(HttpServerRequest request, Exchange exchange, EngineSettings settings) {
        this.request = request;
        this.exchange = exchange;
        this.bytesMax = settings.payloadBytesMax();
        this.deadline =
                Exchange.loopOf(request)
                        .schedule(
                                this::late, settings.bodyTimeout().toNanos(), TimeUnit.NANOSECONDS);
        request.handler(this::take);
        request.endHandler(end -> finish());
        request.exceptionHandler(this::fail);
    }

    /** Call it when the request is first handled; null for a request without a body. */
    static @Nullable Body of(
            HttpServerRequest request, Exchange exchange, EngineSettings settings) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        // With HTTP/2 only the end of the stream shows that there is no body.
        boolean none =
                length == null
                        ? request.version() != HttpVersion.HTTP_2
                                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        : length.equals("0");
        return none ? null : new Body(request, exchange, settings);
    }

    /** Fails as soon as the body exceeds the limit; never completes if the connection closes. */
    Future<Buffer> read() {
        kept = Buffer.buffer();
        return whole.future();
    }

    private void take(Buffer part) {
        if (request.bytesRead() > PATIENCE * bytesMax) {
            exchange.cutOff();
        } else if (request.bytesRead() > bytesMax) {
            kept = null;
            whole.tryFail("The body is larger than " + bytesMax + " bytes");
        } else if (kept != null) {
            kept.appendBuffer(part);
        }
    }

    private void finish() {
        deadline.cancel(false);
        if (kept != null) {
            whole.tryComplete(kept);
        }
    }

    private void fail(Throwable failure) {
        deadline.cancel(false);
        whole.tryFail(failure);
    }

    private void late() {
        if (kept != null) {
            exchange.refuseAtLast(408, "The body took too long to arrive");
        } else {
            exchange.cutOff();
        }
    }
}
