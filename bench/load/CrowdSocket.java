package load;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One Socket.IO client over a bare WebSocket: it reads just enough of a frame to count it. */
final class CrowdSocket {
    private static final byte[] READY = "42[\"ready\"".getBytes();
    private static final byte[] CHANGE = "42[\"lead.".getBytes();
    private static final byte[] CONNECTED = "40".getBytes();
    private static final byte[] REFUSED = "44".getBytes();
    private static final byte[] SEQ = "\"seq\":".getBytes();
    private static final int SEQ_WITHIN = 64;
    private static final byte[] ID = "\"id\":\"".getBytes();
    private static final int ID_LENGTH = 36;

    private final Crowd crowd;
    private final SocketChannel channel;
    private final String token;
    private byte[] kept = new byte[0];
    private boolean upgraded;
    private long lastSeq;

    private CrowdSocket(Crowd crowd, SocketChannel channel, String token) {
        this.crowd = crowd;
        this.channel = channel;
        this.token = token;
    }

    static CrowdSocket open(Crowd crowd, SocketAddress address, String token, Selector selector)
            throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var request =
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes()));
        channel.configureBlocking(false);
        var socket = new CrowdSocket(crowd, channel, token);
        channel.register(selector, SelectionKey.OP_READ, socket);
        return socket;
    }

    void receive(ByteBuffer shared) throws IOException {
        shared.clear().put(kept);
        if (channel.read(shared) < 0) throw new EOFException("The server closed a socket.");
        var bytes = shared.array();
        int end = shared.position();
        int from = upgraded ? 0 : afterHandshake(bytes, end);
        if (upgraded) from = readFrames(bytes, from, end);
        kept = from == end ? NOTHING : Arrays.copyOfRange(bytes, from, end);
    }

    private static final byte[] NOTHING = new byte[0];

    private int afterHandshake(byte[] bytes, int end) throws IOException {
        for (int at = 3; at < end; at++) {
            if (bytes[at] == '\n' && bytes[at - 2] == '\n') {
                var head = new String(bytes, 0, at);
                if (!head.startsWith("HTTP/1.1 101")) throw new IOException("No upgrade: " + head);
                upgraded = true;
                return at + 1;
            }
        }
        return 0;
    }

    private int readFrames(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        while (end - at >= 2) {
            int length = bytes[at + 1] & 0x7f; // a server's frames are not masked
            int head = 2;
            if (length == 126) {
                if (end - at < 4) break;
                length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
                head = 4;
            } else if (length == 127) {
                throw new IOException("A frame over 64 KiB");
            }
            if (end - at < head + length) break;
            onFrame(bytes[at] & 0x0f, bytes, at + head, length);
            at += head + length;
        }
        return at;
    }

    private void onFrame(int opcode, byte[] bytes, int start, int length) throws IOException {
        switch (opcode) {
            case 1 -> onPacket(bytes, start, length);
            case 8 -> throw new EOFException("The server closed a socket.");
            case 9 -> send(0xA, Arrays.copyOfRange(bytes, start, start + length));
            default -> throw new IOException("A frame of kind " + opcode);
        }
    }

    private void onPacket(byte[] bytes, int start, int length) throws IOException {
        if (startsWith(CHANGE, bytes, start, length)) {
            long seq = seq(bytes, start, start + Math.min(length, SEQ_WITHIN));
            crowd.onChange(seq, seq > lastSeq, () -> leadId(bytes, start, length), length);
            lastSeq = seq;
        } else if (length == 1 && bytes[start] == '2') {
            send(1, new byte[] {'3'});
        } else if (bytes[start] == '0') {
            send(1, ("40{\"token\":\"" + token + "\"}").getBytes());
        } else if (startsWith(READY, bytes, start, length)) {
            crowd.onReady();
        } else if (startsWith(REFUSED, bytes, start, length)) {
            throw new IOException("Refused: " + new String(bytes, start, length));
        } else if (!startsWith(CONNECTED, bytes, start, length) && !isOtherEvent(bytes, start)) {
            throw new IOException("Not understood: " + new String(bytes, start, length));
        }
    }

    /** Such as that others came online. */
    private static boolean isOtherEvent(byte[] bytes, int start) {
        return bytes[start] == '4' && bytes[start + 1] == '2';
    }

    private static boolean startsWith(byte[] wanted, byte[] bytes, int start, int length) {
        return length >= wanted.length
                && Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length);
    }

    /** The entity's, which comes before the record's. */
    private static String leadId(byte[] bytes, int start, int length) {
        for (int at = start; at + ID.length + ID_LENGTH < start + length; at++) {
            if (startsWith(ID, bytes, at, ID.length)) {
                return new String(bytes, at + ID.length, ID_LENGTH);
            }
        }
        return "";
    }

    private static long seq(byte[] bytes, int start, int end) throws IOException {
        for (int at = start; at + SEQ.length < end; at++) {
            if (!startsWith(SEQ, bytes, at, end - at)) continue;
            long value = 0;
            for (int digit = at + SEQ.length; bytes[digit] >= '0' && bytes[digit] <= '9'; digit++) {
                value = value * 10 + bytes[digit] - '0';
            }
            return value;
        }
        throw new IOException("No seq: " + new String(bytes, start, end - start));
    }

    /** Sends a short frame, masked by zeros, which is a mask as good as any on loopback. */
    private void send(int opcode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) frame.put((byte) (0x80 | payload.length));
        else frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        frame.putInt(0).put(payload).flip();
        while (frame.hasRemaining()) channel.write(frame);
    }

    void close() throws IOException {
        channel.close();
    }
}
