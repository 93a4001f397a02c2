package com.techbro24.crm.socketio.engine;

import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A session's packets over long-polling: they wait for the next poll, and a poll waits for them.
 */
final class PollingTransport implements Transport {
    private static final int SEPARATOR = 0x1e;

    /** How long a poll is held while the session is about to move to a websocket. */
    private static final Duration HOLD = Duration.ofMillis(100);

    /**
     * How long two polls at once are left as they are: over several event loops an older one that
     * the client has given up can come in after a newer one, and then its end says which is which.
     */
    private static final Duration DOUBT = Duration.ofMillis(100);

    private final EngineSession session;
    private final Queue<Frame> queue = new ArrayDeque<>(4);
    private volatile long queuedBytes;
    private @Nullable Exchange poll;
    private boolean paused;
    private final List<Exchange> unanswered = new ArrayList<>(0);

    PollingTransport(EngineSession session) {
        this.session = session;
    }

    @Override
    public void write(Frame frame, Loop loop) {
        write(frame);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the session's loop only
    void write(Frame frame) {
        queue.add(frame);
        queuedBytes += frame.size();
    }

    @Override
    public void flush() {
        Exchange waiting = poll;
        if (waiting != null && !queue.isEmpty()) {
            poll = null;
            waiting.answer(200, takePayload());
        }
    }

    /**
     * Everything in line as one payload; but a close comes alone, as clients act on it before they
     * have looked at what stands with it.
     */
    byte[] takePayload() {
        var payload = new ByteArrayOutputStream((int) queuedBytes + 2 * queue.size());
        for (Frame frame : takeQueue()) {
            if (frame == Frame.CLOSE && payload.size() > 0) {
                write(frame);
                break;
            }
            if (payload.size() > 0) {
                payload.write(SEPARATOR);
            }
            frame.appendTo(payload);
        }
        return payload.toByteArray();
    }

    List<Frame> takeQueue() {
        List<Frame> frames = List.copyOf(queue);
        queue.clear();
        queuedBytes = 0;
        return frames;
    }

    /** Whether a closed session has packets that no poll has fetched. */
    boolean hasLastWords() {
        return !queue.isEmpty();
    }

    void onPoll(Exchange exchange, @Nullable Upgrade upgrade) {
        if (poll != null) {
            exchange.onAbort(() -> session.execute(() -> onAbort(exchange)));
            session.schedule(DOUBT, () -> onSecondPoll(exchange));
            return;
        }
        poll = exchange;
        session.drainOn(session.loop());
        flush();
        if (poll == exchange) {
            exchange.onAbort(() -> session.execute(() -> onAbort(exchange)));
            if (upgrade != null && upgrade.isProbed()) {
                // The client's word that it has gone over may be on its way.
                session.schedule(
                        HOLD,
                        () -> {
                            if (poll == exchange) {
                                releasePoll();
                            }
                        });
            }
        }
    }

    /**
     * Ends the session for a poll that came while another waited, unless one of the two has done so
     * already.
     */
    private void onSecondPoll(Exchange second) {
        session.close(CloseReason.TRANSPORT_ERROR);
        second.refuse("Bad request");
    }

    /**
     * The client has gone, or at least it has given up a poll, and with it what that would have
     * carried.
     */
    private void onAbort(Exchange exchange) {
        if (session.isOpen()) {
            if (poll == exchange) {
                poll = null;
            } else {
                refusePoll();
            }
            session.close(CloseReason.TRANSPORT_CLOSE);
        }
    }

    /** Takes a payload, packet by packet; the first bad one ends the session. */
    void onPost(Exchange post, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(SEPARATOR, start);
            end = end < 0 ? text.length() : end;
            if (!take(text.substring(start, end))) {
                post.refuse("Bad request");
                return;
            }
            start = end + 1;
        }
        if (paused) {
            unanswered.add(post);
        } else {
            post.answer(200, "ok");
        }
    }

    /** Returns whether the session outlived the packet, or ended as the client wished. */
    private boolean take(String packet) {
        if (!session.isOpen()) {
            return true;
        }
        if (packet.startsWith("b")) {
            try {
                // The official Java client breaks its base64 into lines.
                session.onBinary(Base64.getDecoder().decode(packet.substring(1).replace("\n", "")));
            } catch (IllegalArgumentException notBase64) {
                session.close(CloseReason.PARSE_ERROR);
            }
        } else {
            session.onPacket(packet);
        }
        return session.isOpen() || packet.startsWith("1") || packet.startsWith("4");
    }

    /** Answers the waiting poll, if there is one, with a packet that carries nothing. */
    void releasePoll() {
        if (poll != null) {
            write(Frame.NOOP);
            flush();
        }
    }

    /** Turns the waiting poll away, if there is one. */
    void refusePoll() {
        Exchange waiting = poll;
        poll = null;
        if (waiting != null) {
            waiting.refuse("Bad request");
        }
    }

    @Override
    public boolean isReady() {
        return poll != null;
    }

    @Override
    public long unreadBytes() {
        return queuedBytes;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        unanswered.forEach(post -> post.answer(200, "ok"));
        unanswered.clear();
    }

    @Override
    public Future<Void> close(Frame lastWord) {
        write(lastWord);
        flush();
        resumeReading();
        return Future.succeededFuture();
    }

    @Override
    public void abort() {
        takeQueue();
        close(Frame.CLOSE);
    }
}
