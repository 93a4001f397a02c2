package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Many Socket.IO clients of one account, and some connections that change leads: each sends its next
 * change when its last one has reached everybody.
 */
final class Crowd implements AutoCloseable {
    private static final int CONNECTING_MAX = 50;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    /** The result; latencies are from a change's request to its arrival at each socket. */
    record Result(
            long updates,
            long deliveries,
            long errors,
            double seconds,
            Latencies latencies,
            long bytes) {}

    /** A change of a lead, as a request. */
    record Update(String leadId, byte[] request) {}

    /** One connection, and how far its change has come. */
    private static final class Sender {
        private final HttpConnection connection;
        private String leadId = "";
        private long seq;
        private int reached;
        private boolean answered;

        private Sender(HttpConnection connection) {
            this.connection = connection;
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocate(256 * 1024);
    private final List<CrowdSocket> sockets = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final Map<String, Sender> byLead = new HashMap<>();
    private final Map<Long, Sender> bySeq = new HashMap<>();

    private Supplier<Update> updates = () -> new Update("", new byte[0]);
    private long stopAtNanos;
    private int connected;
    private int sent;
    private int underWay;
    private long errors;
    private long bytes;
    private Latencies latencies = new Latencies();

    /** Connects them all; returns when each has its `ready`. */
    Crowd(SocketAddress address, String token, int size, int atOnce) throws IOException {
        for (int index = 0; index < atOnce; index++) {
            var sender = new Sender(HttpConnection.open(address, selector));
            sender.connection.register(selector, sender);
            senders.add(sender);
        }
        while (connected < size) {
            while (sockets.size() < size && sockets.size() - connected < CONNECTING_MAX) {
                sockets.add(CrowdSocket.open(this, address, token, selector));
            }
            turn();
        }
    }

    /** Until the time is over. */
    Result run(Supplier<Update> toSend, Duration time) throws IOException {
        updates = toSend;
        latencies = new Latencies();
        errors = bytes = sent = 0;
        long started = System.nanoTime();
        stopAtNanos = started + time.toNanos();
        for (var sender : senders) next(sender);
        while (underWay > 0) turn();
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Result(sent, (long) sent * sockets.size(), errors, seconds, latencies, bytes);
    }

    private void next(Sender sender) throws IOException {
        if (System.nanoTime() >= stopAtNanos) return;
        var update = updates.get();
        sender.leadId = update.leadId;
        sender.reached = 0;
        sender.answered = false;
        byLead.put(sender.leadId, sender);
        sent++;
        underWay++;
        sender.connection.send(update.request);
    }

    private void nextIfDone(Sender sender) throws IOException {
        if (!sender.answered || sender.reached < sockets.size()) return;
        byLead.remove(sender.leadId);
        bySeq.remove(sender.seq);
        underWay--;
        next(sender);
    }

    private void turn() throws IOException {
        int ready = selector.select(key -> read(key.attachment()), SILENCE_MAX.toMillis());
        if (ready == 0) {
            throw new IOException(
                    "Silence: %d of %d sockets connected, %d changes pending"
                            .formatted(connected, sockets.size(), underWay));
        }
    }

    private void read(Object readable) {
        try {
            switch (readable) {
                case CrowdSocket socket -> socket.receive(shared);
                case Sender sender -> {
                    if (!sender.connection.receive(shared)) return;
                    sender.answered = true;
                    if (!sender.connection.isSuccess()) {
                        throw new IOException(sender.connection.text());
                    }
                    nextIfDone(sender);
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

    /**
     * A change came to one socket; each must come once and in order.
     *
     * @param leadId of the lead that was changed; asked for where the seq is new
     */
    void onChange(long seq, boolean isLater, Supplier<String> leadId, int frameBytes)
            throws IOException {
        if (!isLater && errors++ == 0) System.err.println("A change arrived twice or out of order.");
        var sender = bySeq.get(seq);
        if (sender == null) {
            sender = byLead.get(leadId.get());
            if (sender == null) throw new IOException("A change that nobody sent: " + leadId.get());
            sender.seq = seq;
            bySeq.put(seq, sender);
        }
        sender.reached++;
        bytes += frameBytes;
        latencies.add(System.nanoTime() - sender.connection.sentAtNanos());
        nextIfDone(sender);
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) socket.close();
        for (var sender : senders) sender.connection.close();
        selector.close();
    }
}
