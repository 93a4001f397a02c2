package com.techbro24.crm.http.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A response body as a stream for the request's thread, which blocks while the client does not
 * read.
 */
final class ResponseStream extends OutputStream {
    private static final int CHUNK_BYTES = 16_384;
    private static final int WAIT_SECONDS_MAX = 60;

    /** The client has disconnected or stopped reading. */
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1;

        Gone() {
            super("the client is gone");
        }
    }

    private final Exchange exchange;
    private final Consumer<HttpServerResponse> head;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int filled;
    private long bytes;
    private boolean begun;
    private boolean closed;

    /** Whether the request was answered otherwise before this began. */
    private volatile boolean late;

    ResponseStream(Exchange exchange, Consumer<HttpServerResponse> head) {
        this.exchange = exchange;
        this.head = head;
    }

    boolean isLate() {
        return late;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int value) throws IOException {
        if (filled == buffer.length) {
            flush();
        }
        buffer[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                flush();
            }
            int part = Math.min(left, buffer.length - filled);
            System.arraycopy(from, at, buffer, filled, part);
            filled += part;
            at += part;
            left -= part;
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled == 0 || closed) {
            return;
        }
        Buffer chunk = Buffer.buffer(filled).appendBytes(buffer, 0, filled);
        bytes += filled;
        filled = 0;
        send(chunk, false);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            flush();
            closed = true;
            send(Buffer.buffer(), true);
        }
    }

    /** Closes the connection, so that the client notices that the answer is incomplete. */
    void cutOff() {
        closed = true;
        if (late) {
            return; // the connection belongs to the next request
        }
        exchange.context.runOnContext(
                now -> {
                    exchange.done(exchange.request.connection().close());
                });
    }

    private void send(Buffer chunk, boolean last) throws IOException {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        exchange.context.runOnContext(now -> send(chunk, last, taken));
        try {
            taken.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            closed = true;
            throw new Gone();
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new Gone();
        }
    }

    /** On the event loop. */
    private void send(Buffer chunk, boolean last, CompletableFuture<Void> taken) {
        HttpServerResponse response = exchange.request.response();
        if (!begun) {
            begun = true;
            if (!exchange.claim()) {
                late = !exchange.isAbandoned();
                taken.completeExceptionally(new Gone());
                return;
            }
            head.accept(response);
            response.setChunked(true);
        }
        if (response.closed()) {
            taken.completeExceptionally(new Gone());
        } else if (last) {
            exchange.done(response.end());
            taken.complete(null);
        } else {
            var _ = response.write(chunk);
            if (response.writeQueueFull()) {
                response.closeHandler(left -> taken.completeExceptionally(new Gone()));
                response.drainHandler(drained -> taken.complete(null));
            } else {
                taken.complete(null);
            }
        }
    }
}
