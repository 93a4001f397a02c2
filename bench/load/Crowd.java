package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Many Socket.IO clients of one account, and one connection that changes leads: the next change is
 * sent when the last one has reached everybody.
 */
final class Crowd implements AutoCloseable {
    private static final int CONNECTING_MAX = 50;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    /** What came of it; latencies are from a change's request to its arrival at each socket. */
    record Result(
            long updates,
            long deliveries,
            long errors,
            double seconds,
            Latencies latencies,
            long bytes) {}

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocate(256 * 1024);
    private final List<CrowdSocket> sockets = new ArrayList<>();
    private final HttpConnection sender;

    private int connected;
    private long reached;
    private long sentAtNanos;
    private boolean answered;
    private long errors;
    private long bytes;
    private Latencies latencies = new Latencies();

    /** Connects them all; returns when each has its `ready`. */
    Crowd(SocketAddress address, String token, int size) throws IOException {
        sender = HttpConnection.open(address, selector);
        while (connected < size) {
            while (sockets.size() < size && sockets.size() - connected < CONNECTING_MAX) {
                sockets.add(CrowdSocket.open(this, address, token, selector));
            }
            turn();
        }
    }

    /** Until the time is over. */
    Result run(Supplier<byte[]> update, Duration time) throws IOException {
        latencies = new Latencies();
        errors = bytes = 0;
        int updates = 0;
        long started = System.nanoTime();
        long stopAtNanos = started + time.toNanos();
        for (long now = started; now < stopAtNanos; now = System.nanoTime()) {
            reached = 0;
            answered = false;
            sentAtNanos = System.nanoTime();
            sender.send(update.get());
            updates++;
            while (!answered || reached < sockets.size()) turn();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Result(
                updates, (long) updates * sockets.size(), errors, seconds, latencies, bytes);
    }

    private void turn() throws IOException {
        int ready = selector.select(key -> read(key.attachment()), SILENCE_MAX.toMillis());
        if (ready == 0) {
            throw new IOException(
                    "Silence: %d of %d sockets connected, the last change reached %d, answered: %s"
                            .formatted(connected, sockets.size(), reached, answered));
        }
    }

    private void read(Object readable) {
        try {
            switch (readable) {
                case CrowdSocket socket -> socket.receive(shared);
                case HttpConnection connection -> {
                    if (!connection.receive(shared)) return;
                    answered = true;
                    if (!connection.isSuccess()) throw new IOException(connection.text());
                }
                default -> throw new AssertionError(readable);
            }
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    void onReady() {
        connected++;
    }

    /** A change came to one socket; each must come once and in order. */
    void onChange(boolean isLater, int frameBytes) {
        if (!isLater && errors++ == 0) System.err.println("A change came twice or out of order.");
        reached++;
        bytes += frameBytes;
        latencies.add(System.nanoTime() - sentAtNanos);
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) socket.close();
        sender.close();
        selector.close();
    }
}
