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
 * The websocket transport.
 *
 * <p>It writes encoded frames directly to the channel: Vert.x would create a promise and a queue
 * entry per recipient, and flush each message. Uncompressed frames bypass the channel's outbound
 * handlers, which have nothing to do: TLS ends at a proxy, and pings detect idle clients.
 */
final class WebSocketTransport implements Transport {
    private final ServerWebSocket socket;
    private final ChannelHandlerContext context;
    private final boolean compressed;

    /** A failed write is ignored, because the closed channel is reported anyway. */
    private final ChannelPromise ignored;

    /** The close code; on its loop only. */
    private WebSocketCloseStatus closeStatus = WebSocketCloseStatus.NORMAL_CLOSURE;

    WebSocketTransport(ServerWebSocket socket, boolean compressed) {
        this.socket = socket;
        this.context = ((WebSocketInternal) socket).channelHandlerContext();
        this.compressed = compressed;
        this.ignored = new VoidChannelPromise(context.channel(), false);
        // Vert.x decodes invalid UTF-8 to replacement characters.
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

    /** Writes a packet outside of the loop's turn. */
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

    /** From here on only the connection itself matters; a closed one gets nothing. */
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
            // Vert.x reports a too long message this way.
            case IllegalStateException _ -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
            case DecoderException _ -> WebSocketCloseStatus.PROTOCOL_ERROR;
            default -> WebSocketCloseStatus.NORMAL_CLOSURE;
        };
    }

    @Override
    public void abort() {
        // The context's close bypasses Vert.x, whose close frame would wait behind the unread
        // output.
        context.close();
    }
}
