package com.techbro24.crm.http;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as its event loop sees it: what is asked on it right now, or since when it is
 * quiet. Looked at twice a second, so that no request pays for a timer of its own.
 */
final class Line {
    private final HttpConnection connection;
    private @Nullable Exchange exchange;
    private boolean taken;
    private boolean ready;
    private long quietSince;

    Line(HttpConnection connection, long now) {
        this.connection = connection;
        this.quietSince = now;
    }

    void begin(Exchange next) {
        exchange = next;
    }

    void end(Exchange last, long now) {
        if (exchange == last) {
            exchange = null;
            // A body that still comes in after its answer has as long as a first request's headers.
            ready = last.isRead();
            quietSince = now;
        }
    }

    /** The connection is used by something that looks after it itself. */
    void take() {
        taken = true;
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
        var patience = ready ? settings.keepAlive() : settings.headerTimeout();
        if (!taken && now - quietSince > patience.toNanos()) {
            close();
        }
    }
}
