package com.techbro24.crm.http.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection on its event loop: its current request, or since when it is idle. Checked twice a
 * second, so that requests need no timers.
 */
final class Connection {
    private final HttpConnection connection;
    private @Nullable Exchange exchange;
    private @Nullable HttpServerRequest taken;
    private boolean over;
    private boolean ready;
    private boolean heard;
    private long quietSince;

    Connection(HttpConnection connection, long now) {
        this.connection = connection;
        this.quietSince = now;
        if (connection instanceof HttpServerConnection server) {
            server.channelHandlerContext().pipeline().addFirst(new ReadMonitor());
        }
    }

    /** Records that bytes were received, whether or not they are a complete request. */
    private final class ReadMonitor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
            heard = true;
            super.channelRead(context, bytes);
        }
    }

    void begin(Exchange next) {
        exchange = next;
        taken = null;
    }

    void end(Exchange last, long now) {
        if (exchange == last) {
            exchange = null;
            // A body that is still being received after its answer gets the header timeout.
            ready = last.isRead();
            heard = false;
            quietSince = now;
        }
    }

    /** The request is handled elsewhere, by Socket.IO. */
    void take(HttpServerRequest request) {
        taken = request;
    }

    /** No more requests are accepted on the connection. */
    void finish() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    void close() {
        var _ = connection.close();
    }

    /** Applies the timeouts. */
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
            heard = false;
            quietSince = now;
        }
        var patience = ready ? settings.keepAlive() : settings.headerTimeout();
        if (now - quietSince > patience.toNanos()) {
            if (!heard || over || !timeOut()) {
                close();
            }
        }
    }

    /** Answers an incomplete request like an invalid one; false if that is not possible. */
    private boolean timeOut() {
        if (!(connection instanceof HttpServerConnection server)) {
            return false;
        }
        ChannelPipeline pipeline = server.channelHandlerContext().pipeline();
        ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
        if (decoder == null) {
            return false;
        }
        var unread =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
        unread.setDecoderResult(DecoderResult.failure(ReadTimeoutException.INSTANCE));
        decoder.fireChannelRead(unread);
        return true;
    }
}
