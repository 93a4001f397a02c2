package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream for the request's own thread. Back-pressure: only a few chunks are
 * buffered.
 */
final class RequestStream extends InputStream {
    private static final int PIECES_AHEAD = 8;

    /** The end of the body, or of the connection. */
    private static final Buffer END = Buffer.buffer();

    private final Exchange exchange;
    private final Runnable whenWhole;
    private final BlockingQueue<Buffer> pieces = new LinkedBlockingQueue<>();
    private byte[] piece = {};
    private int at;
    private boolean ended;
    private volatile boolean lost;
    private volatile boolean whole;

    /** On the event loop; {@code whenWhole} runs there when the whole body has been received. */
    RequestStream(Exchange exchange, Runnable whenWhole) {
        this.exchange = exchange;
        this.whenWhole = whenWhole;
        exchange.request.pause();
        exchange.request.handler(pieces::add);
        exchange.request.endHandler(now -> end(false));
        exchange.request.fetch(PIECES_AHEAD);
    }

    /** On the event loop: the body has ended. */
    void end(boolean early) {
        lost |= early && !whole;
        if (!early) {
            whole = true;
            whenWhole.run();
        }
        pieces.add(END);
    }

    /** On the event loop: discards the rest of a body that is no longer read, up to a limit. */
    void discard(long bytesMax) {
        if (whole || lost) {
            return;
        }
        long[] discarded = {0};
        pieces.clear();
        exchange.request.handler(
                passing -> {
                    if ((discarded[0] += passing.length()) > bytesMax) {
                        exchange.cutOff();
                    }
                });
        exchange.request.resume();
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, part);
        at += part;
        return part;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    /** Whether there is a byte to read. */
    private boolean fill() throws IOException {
        while (at == piece.length && !ended) {
            Buffer next = next();
            if (next == null) {
                throw Problem.of(Problem.Code.TIMEOUT, "The body took too long to arrive.");
            }
            ended = next == END;
            if (ended && lost) {
                throw new IOException("the client left before the end of the body");
            }
            piece = next.getBytes();
            at = 0;
            if (!ended) {
                exchange.context.runOnContext(now -> fetch());
            }
        }
        return at < piece.length;
    }

    private void fetch() {
        if (!whole && !lost) {
            exchange.request.fetch(1);
        }
    }

    private @Nullable Buffer next() {
        try {
            return pieces.poll(exchange.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
    }
}
