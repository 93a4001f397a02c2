package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Route;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its response: read on the event loop, handled on its own thread, answered on the
 * event loop.
 */
final class Exchange {
    static final String RETRY_AFTER = "retryAfterSeconds";

    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final byte[] NOTHING = {};

    /** Characters that logs, terminals and spreadsheets show unchanged. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final long DISCARDED_BYTES_MAX = 32 << 20;

    /** The limit for a long body on a slow connection; each chunk has its own timeout as well. */
    private static final Duration STREAMED_MAX = Duration.ofMinutes(15);

    private enum Phase {
        READING,
        WORKING,
        ANSWERED,
        ABANDONED
    }

    final Loop loop;
    final HttpServerRequest request;
    final Context context;
    final Router.Match match;
    final String path;
    final @Nullable String query;
    final String requestId;
    final long start = System.nanoTime();
    final int bodyBytesMax;
    private final Connection connection;
    private final Headers headers;
    private final Duration timeout;

    /** Changed by the event loop or by the request's thread, whichever answers first. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.READING);

    private boolean read;
    private boolean closing;
    private @Nullable RequestStream stream;

    byte[] body = NOTHING;
    boolean bodyTooLarge;

    /** Set by the request's thread; the event loop reads them after a timeout. */
    volatile String address;

    volatile @Nullable Caller caller;
    volatile RateLimits.@Nullable Verdict verdict;

    Exchange(
            Loop loop,
            Connection connection,
            HttpServerRequest request,
            Router.@Nullable Match known) {
        this.loop = loop;
        this.connection = connection;
        this.request = request;
        this.context = Objects.requireNonNull(Vertx.currentContext());
        this.headers = new Headers(request.headers());
        String uri = Objects.requireNonNullElse(request.uri(), "");
        int mark = uri.indexOf('?');
        String asked = mark < 0 ? uri : uri.substring(0, mark);
        this.query = mark < 0 ? null : uri.substring(mark + 1);
        this.requestId = requestId(headers.value(Headers.REQUEST_ID));
        this.address = peer();
        HttpServerSettings settings = loop.server().settings();
        Server.Routed routed =
                known == null
                        ? loop.server().route(request.method().name(), asked)
                        : new Server.Routed(asked, known);
        this.path = routed.path();
        this.match = routed.match();
        Route route = match instanceof Router.Match.Found found ? found.mounted().route() : null;
        int own = route == null ? 0 : route.bodyBytesMax();
        this.bodyBytesMax = own == 0 ? settings.bodyBytesMax() : own;
        Duration standard = isStreamed() ? STREAMED_MAX : settings.requestTimeout();
        this.timeout = route == null || route.timeout() == null ? standard : route.timeout();
    }

    Headers headers() {
        return headers;
    }

    /** The body as a stream; null for routes that do not stream. */
    @Nullable RequestStream stream() {
        return stream;
    }

    String peer() {
        var peer = request.remoteAddress();
        return peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    }

    /** Whether the whole request has been received. */
    boolean isRead() {
        return read;
    }

    private static String requestId(@Nullable String given) {
        return given != null && REQUEST_ID.matcher(given).matches() ? given : Id.next();
    }

    /** Reads the body up to the limit, then handles the request. */
    void read() {
        request.exceptionHandler(failure -> abandon());
        request.response()
                .exceptionHandler(failure -> LOG.debug("a response could not be sent", failure));
        String length = headers.value(Headers.CONTENT_LENGTH);
        boolean none =
                length == null && headers.value(Headers.TRANSFER_ENCODING) == null
                        || "0".equals(length);
        if (none && !isStreamed()) {
            read = true;
            work();
            return;
        }
        if (length != null && (length.length() > 9 || Integer.parseInt(length) > bodyBytesMax)) {
            bodyTooLarge = true;
        } else if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            var _ = request.response().writeContinue();
        }
        if (isStreamed() && !bodyTooLarge) {
            stream = new RequestStream(this, () -> read = true);
            work();
            return;
        }
        readWhole(length);
    }

    private boolean isStreamed() {
        return match instanceof Router.Match.Found found && found.mounted().route().streamed();
    }

    private void readWhole(@Nullable String length) {
        Buffer bytes = bodyTooLarge ? Buffer.buffer() : Buffer.buffer(size(length));
        long[] discarded = {0};
        request.handler(
                chunk -> {
                    if (!bodyTooLarge && bytes.length() + chunk.length() > bodyBytesMax) {
                        bodyTooLarge = true;
                        work();
                    }
                    if (!bodyTooLarge) {
                        bytes.appendBuffer(chunk);
                    } else if ((discarded[0] += chunk.length()) > DISCARDED_BYTES_MAX) {
                        connection.close();
                    }
                });
        request.endHandler(
                end -> {
                    read = true;
                    if (phase.get() == Phase.READING) {
                        body = bytes.getBytes();
                        work();
                    }
                });
        if (bodyTooLarge) {
            work();
        }
    }

    private static int size(@Nullable String length) {
        return length == null ? 1_024 : Integer.parseInt(length);
    }

    private void work() {
        if (!phase.compareAndSet(Phase.READING, Phase.WORKING)) {
            return;
        }
        if (!loop.server().enter()) {
            refuse(503, Problem.unavailable("Too many requests in progress; please try again."));
            return;
        }
        Thread.ofVirtual().start(this::answer);
    }

    /** Runs on the request's own thread. */
    private void answer() {
        try {
            new Answering(this, reply()).run();
        } finally {
            loop.server().leave();
        }
    }

    private Reply reply() {
        try {
            FirstHandler first = loop.server().first();
            if (first != null) {
                first.pass(path);
            }
            return loop.server().dispatch().answer(this);
        } catch (Problem problem) {
            return Problems.reply(this, problem.status(), problem);
        } catch (DatabaseException failure) {
            if (failure.isTransient()) {
                // The outage is logged once, not for each request.
                return Problems.reply(this, 503, failure.problem());
            }
            return Problems.internalError(this, failure);
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            return Problems.internalError(this, failure);
        }
    }

    /** Answers from the event loop itself, without any work. */
    void refuse(int status, Problem problem) {
        boolean _ = phase.compareAndSet(Phase.READING, Phase.WORKING);
        new Answering(this, Problems.reply(this, status, problem)).run();
    }

    /** Sends the answer, and then closes the connection. */
    void refuseAtLast(int status, Problem problem) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        closing = true;
        refuse(status, problem);
    }

    /** On any thread: true for exactly one caller, whose answer is sent and logged. */
    boolean claim() {
        return phase.compareAndSet(Phase.WORKING, Phase.ANSWERED);
    }

    /** Whether the client has left. */
    boolean isAbandoned() {
        return phase.get() == Phase.ABANDONED;
    }

    /** On the event loop: the response was written. */
    void done(Future<Void> sent) {
        connection.end(this, System.nanoTime());
        if (stream != null) {
            stream.discard(DISCARDED_BYTES_MAX);
        }
        if (closing) {
            sent.onComplete(end -> connection.close());
        }
    }

    private void abandon() {
        phase.set(Phase.ABANDONED);
        if (stream != null) {
            stream.end(true);
        }
        connection.close();
    }

    void cutOff() {
        connection.close();
    }

    Duration patience() {
        return loop.server().settings().headerTimeout();
    }

    /** Answers a request that is received, or processed, too slowly. */
    void look(long now) {
        HttpServerSettings settings = loop.server().settings();
        Phase current = phase.get();
        if (current == Phase.READING && now - start > settings.headerTimeout().toNanos()) {
            refuseAtLast(
                    408, Problem.of(Problem.Code.TIMEOUT, "The body took too long to arrive."));
        } else if (current == Phase.WORKING && now - start > timeout.toNanos()) {
            refuse(
                    503,
                    Problem.unavailable(
                            "No response within "
                                    + timeout.toSeconds()
                                    + " s; the request may still complete."));
        }
    }
}
