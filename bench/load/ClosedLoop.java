package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A fixed number of connections; each sends its next request when it gets a response. One thread, to leave the CPU to the server.
 */
final class ClosedLoop {
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(10);

    /** The result. */
    record Result(long answers, long errors, double seconds, Latencies latencies, long bodyBytes) {}

    private final SocketAddress address;
    private final int connections;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1024);

    private Supplier<byte[]> requests = () -> new byte[0];
    private long requestsLeft;
    private long stopAtNanos;
    private int underWay;
    private long answers;
    private long errors;
    private long bodyBytes;
    private Latencies latencies = new Latencies();

    ClosedLoop(SocketAddress address, int connections) {
        this.address = address;
        this.connections = connections;
    }

    /** Until the time is over or all requests are answered, whichever comes first. */
    Result run(Supplier<byte[]> toSend, Duration time, long requestsMax) throws IOException {
        requests = toSend;
        requestsLeft = requestsMax;
        answers = errors = bodyBytes = underWay = 0;
        latencies = new Latencies();
        try (var selector = Selector.open()) {
            long started = System.nanoTime();
            stopAtNanos = started + time.toNanos();
            for (int index = 0; index < connections; index++) {
                next(HttpConnection.open(address, selector));
            }
            while (underWay > 0) {
                if (selector.select(
                                key -> read(selector, (HttpConnection) key.attachment()),
                                ANSWER_WAIT_MAX.toMillis())
                        == 0) {
                    errors += underWay;
                    break;
                }
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            for (var key : selector.keys()) ((HttpConnection) key.attachment()).close();
            return new Result(answers, errors, seconds, latencies, bodyBytes);
        }
    }

    private void read(Selector selector, HttpConnection connection) {
        try {
            if (!connection.receive(shared)) return;
            long now = System.nanoTime();
            underWay--;
            if (connection.isSuccess()) {
                answers++;
                bodyBytes += connection.bodyBytes();
                latencies.add(now - connection.sentAtNanos());
            } else if (errors++ == 0) {
                System.err.println("First refusal: " + connection.text());
            }
            if (now < stopAtNanos) next(connection);
        } catch (IOException lost) {
            replace(selector, connection, lost);
        }
    }

    private void next(HttpConnection connection) throws IOException {
        if (requestsLeft-- <= 0) return;
        connection.send(requests.get());
        underWay++;
    }

    private void replace(Selector selector, HttpConnection connection, IOException lost) {
        underWay--;
        if (errors++ == 0) System.err.println("First loss: " + lost);
        try {
            connection.close();
            if (System.nanoTime() < stopAtNanos) next(HttpConnection.open(address, selector));
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
