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

/** One HTTP/1.1 connection that has at most one request under way, as cheap as it can be. */
final class HttpConnection {
    private static final byte[] LENGTH = "\ncontent-length:".getBytes();
    private static final byte[] CHUNKED = "\ntransfer-encoding: chunked".getBytes();
    private static final int UNKNOWN = -1;

    private final SocketChannel channel;
    private byte[] answer = new byte[64 * 1024];
    private int length;
    private int headEnd;
    private int bodyLength = UNKNOWN;
    private boolean chunked;
    private long sentAtNanos;

    private HttpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    static HttpConnection open(SocketAddress address, Selector selector) throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var connection = new HttpConnection(channel);
        connection.register(selector, connection);
        return connection;
    }

    /** What the selector hands out when something has come. */
    void register(Selector selector, Object reader) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, reader);
    }

    void send(byte[] request) throws IOException {
        length = 0;
        headEnd = 0;
        bodyLength = UNKNOWN;
        chunked = false;
        sentAtNanos = System.nanoTime();
        var bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) channel.write(bytes); // small: goes out at once
    }

    /** Takes what has come; true when the answer is whole. */
    boolean receive(ByteBuffer shared) throws IOException {
        shared.clear();
        int count = channel.read(shared);
        if (count < 0) throw new EOFException("closed by the server");
        if (length + count > answer.length) {
            answer = Arrays.copyOf(answer, 2 * (length + count));
        }
        shared.flip().get(answer, length, count);
        length += count;
        return isWhole();
    }

    long sentAtNanos() {
        return sentAtNanos;
    }

    /** The bytes of the answer's body, with a chunked one's frame. */
    int bodyBytes() {
        return length - headEnd;
    }

    boolean isSuccess() {
        return answer[9] == '2';
    }

    String text() {
        return new String(answer, 0, length);
    }

    void close() throws IOException {
        channel.close();
    }

    private boolean isWhole() {
        if (headEnd == 0 && !readHead()) return false;
        if (!chunked) return length >= headEnd + bodyLength;
        return length >= headEnd + 5
                && answer[length - 5] == '0'
                && answer[length - 1] == '\n'
                && answer[length - 4] == '\r'
                && answer[length - 2] == '\r'
                && (length == headEnd + 5 || answer[length - 6] == '\n');
    }

    private boolean readHead() {
        for (int at = 3; at < length; at++) {
            if (answer[at] == '\n' && answer[at - 2] == '\n') {
                headEnd = at + 1;
                break;
            }
        }
        if (headEnd == 0) return false;
        int at = find(LENGTH);
        if (at < 0) {
            chunked = find(CHUNKED) >= 0;
            bodyLength = 0;
            return true;
        }
        int value = 0;
        while (answer[at] == ' ') at++;
        while (answer[at] >= '0') value = value * 10 + answer[at++] - '0';
        bodyLength = value;
        return true;
    }

    /** Where the head goes on after the wanted bytes, in whatever case; -1 where they are not. */
    private int find(byte[] wanted) {
        for (int start = 0; start + wanted.length < headEnd; start++) {
            if (answer[start] != '\n') continue;
            int matched = 1;
            while (matched < wanted.length && lower(answer[start + matched]) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) return start + matched;
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }
}
