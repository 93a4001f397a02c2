package com.techbro24.crm.socketio.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/**
 * A session's packets over a websocket.
 *
 * <p>It writes ready-made frames to the channel itself: Vert.x would make a promise and a queue
 * entry for each recipient, and flush for each message. Where they are not compressed, nothing on
 * the channel's way out has anything to do with them, so they enter it at its end: TLS is a proxy's
 * business here, and who is idle is told by pings.
 */
final class WebSocketTransport implements Transport {
    private final ServerWebSocket socket;
    private final ChannelHandlerContext context;
    private final boolean compressed;

    /** A write that fails says nothing: the channel is closed then, which is heard of anyway. */
    private final ChannelPromise ignored;

    /** With what it is closed; on its loop only. */
    private WebSocketCloseStatus closeStatus = WebSocketCloseStatus.NORMAL_CLOSURE;

    WebSocketTransport(ServerWebSocket socket, boolean compressed) {
        this.socket = socket;
        this.context = ((WebSocketInternal) socket).channelHandlerContext();
        this.compressed = compressed;
        this.ignored = new VoidChannelPromise(context.channel(), false);
        // Vert.x decodes text with replacement characters in place of what is no UTF-8.
        context.pipeline().addBefore(context.name(), "utf8", new Utf8FrameValidator(false));
    }

    /** Attaches the session; only now may the socket be read. */
    void attach(EngineSession session) {
        socket.textMessageHandler(text -> session.onWebSocketText(this, text));
        socket.binaryMessageHandler(bytes -> session.onWebSocketBinary(this, bytes.getBytes()));
        socket.exceptionHandler(
                failure -> {
                    closeStatus = statusOf(failure);
                    session.onWebSocketEnd(this, CloseReason.TRANSPORT_ERROR);
                });
        socket.closeHandler(ended -> session.onWebSocketEnd(this, CloseReason.TRANSPORT_CLOSE));
        if (socket.isClosed()) {
            session.onWebSocketEnd(this, CloseReason.TRANSPORT_CLOSE);
        } else {
            socket.resume();
        }
    }

    @Override
    public void write(Frame frame, Loop loop) {
        if (compressed) {
            context.write(frame.websocketFrame(context.alloc()), ignored);
        } else {
            wayOut().write(loop.bytesOf(frame, context.alloc()), ignored);
        }
    }

    /** For a packet outside of the loop's turn. */
    void writeAlone(Frame frame) {
        if (compressed) {
            context.write(frame.websocketFrame(context.alloc()), ignored);
        } else {
            wayOut().write(frame.websocketBytes(context.alloc()), ignored);
        }
        flush();
    }

    @Override
    public void flush() {
        wayOut().flush();
    }

    /** From here there is only the connection itself to come; of one that has ended, nothing. */
    private ChannelHandlerContext wayOut() {
        ChannelHandlerContext last = context.pipeline().firstContext();
        return last == null ? context : last;
    }

    @Override
    public boolean isReady() {
        return context.channel().isWritable();
    }

    @Override
    public long unreadBytes() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void pauseReading() {
        socket.pause();
    }

    @Override
    public void resumeReading() {
        socket.resume();
    }

    @Override
    public Future<Void> close(Frame lastWord) {
        return close();
    }

    Future<Void> close() {
        // A paused websocket would not see the client's answer to the close frame.
        socket.resume();
        return socket.close((short) closeStatus.code());
    }

    /** How the client broke the protocol (RFC 6455, 7.4.1). */
    private static WebSocketCloseStatus statusOf(Throwable failure) {
        return switch (failure) {
            case CorruptedWebSocketFrameException corrupted -> corrupted.closeStatus();
            // Vert.x reports a message that is too long in total this way.
            case IllegalStateException _ -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
            case DecoderException _ -> WebSocketCloseStatus.PROTOCOL_ERROR;
            default -> WebSocketCloseStatus.NORMAL_CLOSURE;
        };
    }

    @Override
    public void abort() {
        // The context's close passes Vert.x by, whose close frame would wait behind the unread
        // output.
        context.close();
    }
}
