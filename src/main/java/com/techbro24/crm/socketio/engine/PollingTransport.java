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

/** The long-polling transport: packets wait for the next poll, or a poll waits for packets. */
final class PollingTransport implements Transport {
    private static final int SEPARATOR = 0x1e;

    /** How long a poll is held while the session is about to move to a websocket. */
    private static final Duration HOLD = Duration.ofMillis(100);

    /**
     * How long two concurrent polls are tolerated: with several event loops, an older aborted poll
     * can arrive after a newer one; its end then shows which is which.
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
     * All pending packets as one payload. A close packet is sent alone, because clients process it
     * before the others.
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
                // The client's upgrade packet may be in transit.
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

    /** Closes the session because of two concurrent polls, unless one of them has ended already. */
    private void onSecondPoll(Exchange second) {
        session.close(CloseReason.TRANSPORT_ERROR);
        second.refuse("Bad request");
    }

    /** The client disconnected or aborted a poll, with the packets that it carried. */
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

    /** Processes a payload packet by packet; the first invalid one closes the session. */
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

    /** Returns whether the session is still open, or was closed by the client. */
    private boolean take(String packet) {
        if (!session.isOpen()) {
            return true;
        }
        if (packet.startsWith("b")) {
            try {
                // The official Java client wraps base64 into lines.
                session.onBinary(Base64.getDecoder().decode(packet.substring(1).replace("\n", "")));
            } catch (IllegalArgumentException notBase64) {
                session.close(CloseReason.PARSE_ERROR);
            }
        } else {
            session.onPacket(packet);
        }
        return session.isOpen() || packet.startsWith("1") || packet.startsWith("4");
    }

    /** Answers a waiting poll with an empty packet (noop). */
    void releasePoll() {
        if (poll != null) {
            write(Frame.NOOP);
            flush();
        }
    }

    /** Rejects a waiting poll. */
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
