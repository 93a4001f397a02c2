package com.techbro24.crm.socketio.engine;

import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's Engine.IO connection, over whichever transport.
 *
 * <p>The public methods may be called on any thread; messages are sent in order. The id is secret:
 * whoever knows it can act as the client.
 */
public final class EngineSession extends Outbox {
    /** Flush threshold, so that the kernel can send before more is written. */
    private static final long FLUSH_BYTES = 64 * 1024;

    /** The limit of the outbox, as a multiple of the client's send buffer limit. */
    private static final int OUTBOX_FACTOR = 8;

    /** How long a closed session's last packets wait for a poll. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String id;
    private final String address;
    private final Map<String, String> headers;
    private final EngineServer server;
    private final Heartbeat heartbeat;
    private volatile Loop loop;
    private volatile Transport transport;
    private volatile boolean closed;
    private volatile boolean readingPaused;
    private @Nullable EngineListener listener;
    private @Nullable Upgrade upgrade;

    EngineSession(
            String id,
            EngineServer server,
            Loop loop,
            Origin origin,
            @Nullable Transport transport) {
        this.id = id;
        this.server = server;
        this.loop = loop;
        this.address = origin.address();
        this.headers = origin.headers();
        this.transport = transport == null ? new PollingTransport(this) : transport;
        this.heartbeat = new Heartbeat(this, server.settings());
    }

    /** The origin of a session. */
    record Origin(String address, Map<String, String> headers) {}

    public String id() {
        return id;
    }

    /** The client's network address, or that of the last proxy before it. */
    public String address() {
        return address;
    }

    /**
     * Those of {@link EngineSettings#headersKept()} that came with the handshake, by their
     * lower-case names.
     */
    public Map<String, String> headers() {
        return headers;
    }

    public boolean isOpen() {
        return !closed;
    }

    public void send(String message) {
        send(Outgoing.of(Frame.text(message)));
    }

    public void send(byte[] message) {
        send(Outgoing.of(Frame.binary(message)));
    }

    /** Closes it after flushing. */
    public void close() {
        execute(() -> close(CloseReason.FORCED_SERVER_CLOSE));
    }

    /** Drops it without a close packet, like a network failure. */
    public void abort() {
        execute(
                () -> {
                    if (!closed) {
                        breakOff(CloseReason.TRANSPORT_ERROR);
                    }
                });
    }

    public void send(Outgoing outgoing) {
        if (isFirst(outgoing)) {
            loop.wake(List.of(this));
        }
    }

    /** Sends as part of a broadcast. */
    public void send(Outgoing outgoing, Wakes wakes) {
        if (isFirst(outgoing)) {
            wakes.add(this);
        }
    }

    /** Adds to the outbox; true if the loop must be woken. */
    private boolean isFirst(Outgoing outgoing) {
        if (closed) {
            return false;
        }
        boolean first = put(outgoing);
        if (!first && waitingBytes() > OUTBOX_FACTOR * settings().unreadBytesMax()) {
            takeAll();
            execute(this::cutOff);
        }
        return first;
    }

    /** Runs on the session's loop: immediately if called there, otherwise as a task of it. */
    public void execute(Runnable task) {
        Loop target = loop;
        if (target.isCurrent()) {
            task.run();
        } else {
            target.execute(() -> execute(task));
        }
    }

    public ScheduledFuture<?> schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, () -> execute(task));
    }

    void open(EngineListener opened) {
        listener = opened;
        heartbeat.startOn(loop);
    }

    /** Writes the outbox to the transport, with one flush. */
    void drainOn(Loop current) {
        if (loop != current) {
            loop.wake(List.of(this));
            return;
        }
        Transport target = transport;
        long unflushed = 0;
        for (Link link = takeAll(); link != null && !closed; link = link.next) {
            Outgoing outgoing = link.outgoing;
            if (outgoing.droppable() && !target.isReady()) {
                server.traffic().dropped.increment();
                continue;
            }
            for (Frame frame : outgoing.frames()) {
                target.write(frame, current);
                unflushed += frame.size();
                if (unflushed > FLUSH_BYTES) {
                    unflushed = 0;
                    flush(target);
                    if (closed) {
                        return;
                    }
                }
            }
            server.traffic().messagesOut.add(outgoing.messages());
            server.traffic().bytesOut.add(outgoing.bytes());
        }
        if (!closed) {
            flush(target);
        }
    }

    private void flush(Transport target) {
        target.flush();
        if (target.unreadBytes() > settings().unreadBytesMax()) {
            cutOff();
        }
    }

    private void cutOff() {
        if (!closed) {
            server.traffic().cutOff.increment();
            breakOff(CloseReason.UNREAD_OUTPUT);
        }
    }

    private void breakOff(CloseReason reason) {
        end(reason);
        transport.abort();
        server.forget(this);
    }

    /** Stops reading until {@link #resumeReading()}, so that the client's writes stall. */
    public void pauseReading() {
        execute(
                () -> {
                    readingPaused = true;
                    transport.pauseReading();
                });
    }

    public void resumeReading() {
        execute(
                () -> {
                    readingPaused = false;
                    transport.resumeReading();
                });
    }

    public boolean isReadingPaused() {
        return readingPaused;
    }

    // Packets of either transport.

    void onPacket(String packet) {
        server.traffic().bytesIn.add(ByteBufUtil.utf8Bytes(packet));
        switch (packet.isEmpty() ? '?' : packet.charAt(0)) {
            case '1' -> closeByClient();
            case '3' -> heartbeat.pong(loop);
            case '4' -> {
                server.traffic().messagesIn.increment();
                requireListener().onMessage(packet.substring(1));
            }
            case '6' -> {}
            case '0', '2', '5' -> close(CloseReason.TRANSPORT_ERROR);
            default -> close(CloseReason.PARSE_ERROR);
        }
    }

    void onBinary(byte[] message) {
        server.traffic().bytesIn.add(message.length);
        server.traffic().messagesIn.increment();
        requireListener().onMessage(message);
    }

    private EngineListener requireListener() {
        if (listener == null) {
            throw new IllegalStateException("The session has not been opened");
        }
        return listener;
    }

    // Polling.

    void onPoll(Exchange poll) {
        if (transport instanceof PollingTransport polling
                && (isAlive() || polling.hasLastWords())) {
            polling.onPoll(poll, upgrade);
            if (closed && !polling.hasLastWords()) {
                server.forget(this);
            }
        } else {
            poll.refuse("Bad request");
        }
    }

    void onPost(Exchange post, byte[] payload) {
        if (transport instanceof PollingTransport polling && isAlive()) {
            polling.onPost(post, payload);
        } else {
            post.refuse("Bad request");
        }
    }

    private boolean isAlive() {
        if (!closed && heartbeat.isOverdue()) {
            close(CloseReason.PING_TIMEOUT);
        }
        return !closed;
    }

    // Websocket.

    /** Moves the session to the loop of the upgrading websocket. */
    void startUpgrade(WebSocketTransport target, Loop home) {
        if (!isAlive() || upgrade != null || !(transport instanceof PollingTransport polling)) {
            home.execute(target::close);
            return;
        }
        heartbeat.stop();
        upgrade = new Upgrade(this, polling, target);
        // From here on, tasks on the old loop are forwarded to the new one.
        loop = home;
        home.execute(
                () -> {
                    if (!closed) {
                        heartbeat.startOn(home);
                    }
                    target.attach(this);
                });
    }

    void finishUpgrade(PollingTransport polling, WebSocketTransport target) {
        upgrade = null;
        polling.refusePoll();
        polling.resumeReading();
        transport = target;
        for (Frame frame : polling.takeQueue()) {
            target.writeAlone(frame);
        }
        if (readingPaused) {
            target.pauseReading();
        }
        server.traffic().upgrades.increment();
    }

    void forgetUpgrade(Upgrade abandoned) {
        if (upgrade == abandoned) {
            upgrade = null;
        }
    }

    void onWebSocketText(WebSocketTransport from, String packet) {
        if (upgrade != null && upgrade.isTo(from)) {
            upgrade.onText(packet);
        } else if (from == transport && !closed) {
            onPacket(packet);
        }
    }

    void onWebSocketBinary(WebSocketTransport from, byte[] message) {
        if (upgrade != null && upgrade.isTo(from)) {
            upgrade.abandon();
        } else if (from == transport && !closed) {
            onBinary(message);
        }
    }

    void onWebSocketEnd(WebSocketTransport from, CloseReason reason) {
        if (upgrade != null && upgrade.isTo(from)) {
            upgrade.abandon();
        } else if (from == transport) {
            close(reason);
        }
    }

    // The end.

    /** Closes it by the server or the connection; call it on its loop. */
    public Future<Void> close(CloseReason reason) {
        return close(reason, Frame.CLOSE, reason.isDecisionOfServer());
    }

    private void closeByClient() {
        // A poll that was sent before the close but arrives later still gets an answer.
        close(CloseReason.TRANSPORT_CLOSE, Frame.NOOP, true);
    }

    private Future<Void> close(CloseReason reason, Frame lastWord, boolean waitsForPoll) {
        if (closed) {
            return Future.succeededFuture();
        }
        drainOn(loop);
        if (closed) {
            return Future.succeededFuture();
        }
        end(reason);
        Future<Void> ended = transport.close(lastWord);
        if (waitsForPoll
                && transport instanceof PollingTransport polling
                && polling.hasLastWords()) {
            schedule(LAST_WORDS, () -> server.forget(this));
        } else {
            server.forget(this);
        }
        return ended;
    }

    private void end(CloseReason reason) {
        closed = true;
        heartbeat.stop();
        if (upgrade != null) {
            upgrade.abandon();
        }
        if (listener != null) {
            listener.onClose(reason);
        }
    }

    EngineSettings settings() {
        return server.settings();
    }

    Transport transport() {
        return transport;
    }

    Loop loop() {
        return loop;
    }
}
