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
 * A request's body on its way in: read up to a limit, or let pass by. If it is not whole in its
 * time, its connection ends, whether or not there has been an answer.
 */
final class Body {
    /**
     * So much more than the limit is read and thrown away, so that the client can read its refusal.
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

    /** To be called while the request is handled first; null for one without a body. */
    static @Nullable Body of(
            HttpServerRequest request, Exchange exchange, EngineSettings settings) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        // HTTP/2 says only by the stream's end that there is no body.
        boolean none =
                length == null
                        ? request.version() != HttpVersion.HTTP_2
                                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        : length.equals("0");
        return none ? null : new Body(request, exchange, settings);
    }

    /** Fails as soon as there is more than the limit; does not complete if the connection ends. */
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
            exchange.refuseAtLast(408, "The body took too long to come in");
        } else {
            exchange.cutOff();
        }
    }
}
