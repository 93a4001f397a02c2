package com.techbro24.crm.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as its event loop sees it: what is asked on it right now, or since when it is
 * quiet. Looked at twice a second, so that no request pays for a timer of its own.
 */
final class Line {
    private final HttpConnection connection;
    private @Nullable Exchange exchange;
    private @Nullable HttpServerRequest taken;
    private boolean over;
    private boolean ready;
    private long quietSince;

    Line(HttpConnection connection, long now) {
        this.connection = connection;
        this.quietSince = now;
    }

    void begin(Exchange next) {
        exchange = next;
        taken = null;
    }

    void end(Exchange last, long now) {
        if (exchange == last) {
            exchange = null;
            // A body that still comes in after its answer has as long as a first request's headers.
            ready = last.isRead();
            quietSince = now;
        }
    }

    /** The request is answered by something that looks after it itself. */
    void take(HttpServerRequest request) {
        taken = request;
    }

    /** Nothing more is asked on the connection, whatever still comes. */
    void finish() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    void close() {
        var _ = connection.close();
    }

    /** Cuts off what takes too long. */
    void look(HttpServerSettings settings, long now) {
        if (exchange != null) {
            exchange.look(now);
            return;
        }
        if (taken != null) {
            if (!taken.response().ended()) {
                return;
            }
            ready = taken.isEnded();
            taken = null;
            quietSince = now;
        }
        var patience = ready ? settings.keepAlive() : settings.headerTimeout();
        if (now - quietSince > patience.toNanos()) {
            close();
        }
    }
}
