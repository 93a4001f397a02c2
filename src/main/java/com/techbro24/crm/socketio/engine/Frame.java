package com.techbro24.crm.socketio.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One Engine.IO packet, encoded once and shared by all recipients. */
public final class Frame {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int HEADER_BYTES_MAX = 10;

    static final Frame CLOSE = control("1");
    static final Frame PING = control("2");
    static final Frame PROBE_ANSWER = control("3probe");
    static final Frame NOOP = control("6");

    private final byte[] payload;
    private final boolean binary;

    private Frame(byte[] payload, boolean binary) {
        this.payload = payload;
        this.binary = binary;
    }

    /** A complete text packet, including its type. */
    public static Frame control(String packet) {
        return new Frame(packet.getBytes(StandardCharsets.UTF_8), false);
    }

    static Frame text(String message) {
        return control("4".concat(message));
    }

    public static Frame binary(byte[] message) {
        return new Frame(message, true);
    }

    int size() {
        return payload.length;
    }

    /** Its form in a polling payload, with binary as base64. */
    void appendTo(ByteArrayOutputStream payloads) {
        if (binary) {
            payloads.write('b');
            payloads.writeBytes(Base64.getEncoder().encode(payload));
        } else {
            payloads.writeBytes(payload);
        }
    }

    /** The complete websocket frame with header, so that recipients need no further encoding. */
    public ByteBuf websocketBytes(ByteBufAllocator allocator) {
        int length = payload.length;
        ByteBuf bytes = allocator.directBuffer(HEADER_BYTES_MAX + length);
        bytes.writeByte(binary ? FINAL_BINARY : FINAL_TEXT);
        if (length < 126) {
            bytes.writeByte(length);
        } else if (length <= 0xFFFF) {
            bytes.writeByte(126).writeShort(length);
        } else {
            bytes.writeByte(127).writeLong(length);
        }
        return bytes.writeBytes(payload);
    }

    /** For a compressing websocket, whose own encoder builds the frame. */
    WebSocketFrame websocketFrame(ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(payload.length).writeBytes(payload);
        return binary ? new BinaryWebSocketFrame(bytes) : new TextWebSocketFrame(bytes);
    }
}
