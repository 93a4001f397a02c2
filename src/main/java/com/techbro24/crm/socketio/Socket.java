package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.socketio.engine.CloseReason;
import com.techbro24.crm.socketio.engine.Outgoing;
import com.techbro24.crm.socketio.engine.Wakes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <p>All methods may be called on any thread and do not block. Events from one thread arrive in
 * order. Emitting to a closed socket does nothing.
 */
public final class Socket {
    private final Namespace namespace;
    private final Connection connection;
    private final Handshake handshake;
    private final SerialQueue queue;
    private final Optional<String> recoveryId;
    private final boolean recovered;
    private volatile Map<String, Object> attributes;

    /** Changed under the lock of the namespace's rooms. */
    private volatile Set<String> rooms = Set.of();

    private volatile boolean open = true;
    private volatile Map<String, EventHandler> handlers = Map.of();
    private volatile EventHandler.@Nullable OfAny anyHandler;
    private volatile @Nullable Consumer<CloseReason> onDisconnect;
    private @Nullable PendingAcks pendingAcks;
    private @Nullable CompletableFuture<Void> ended;

    Socket(
            Namespace namespace,
            Connection connection,
            Handshake handshake,
            Map<String, Object> attributes,
            Optional<String> recoveryId,
            boolean recovered) {
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.attributes = Map.copyOf(attributes);
        this.recoveryId = recoveryId;
        this.recovered = recovered;
        this.queue = new SerialQueue(namespace.server().executor());
    }

    /** Unique per namespace; not secret, unlike the session id. */
    public String id() {
        return handshake.id();
    }

    public Namespace namespace() {
        return namespace;
    }

    public Handshake handshake() {
        return handshake;
    }

    /**
     * Whether its state was recovered after a lost connection: same id, rooms and attributes, no
     * missed events.
     */
    public boolean isRecovered() {
        return recovered;
    }

    public boolean isOpen() {
        return open;
    }

    /** Attributes set by the guard and others; unmodifiable. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    public synchronized void setAttribute(String name, Object value) {
        Map<String, Object> changed = new HashMap<>(attributes);
        changed.put(name, value);
        attributes = Map.copyOf(changed);
    }

    // Incoming events.

    /**
     * Sets the handler of an event, replacing an earlier one; call it in the connection handler.
     */
    public synchronized Socket on(String event, EventHandler handler) {
        Map<String, EventHandler> changed = new HashMap<>(handlers);
        changed.put(event, handler);
        handlers = Map.copyOf(changed);
        return this;
    }

    public Socket onAny(EventHandler.OfAny handler) {
        anyHandler = handler;
        return this;
    }

    /** Called once, after the handlers of all earlier events. */
    public Socket onDisconnect(Consumer<CloseReason> handler) {
        onDisconnect = handler;
        return this;
    }

    void onEvent(Packet.Event event) {
        connection.eventWaits();
        run(
                () -> {
                    try {
                        dispatch(event);
                    } finally {
                        connection.eventDone();
                    }
                });
    }

    private void dispatch(Packet.Event event) {
        Optional<Ack> ack =
                event.ackId().isPresent()
                        ? Optional.of(ackOf(event.ackId().getAsLong()))
                        : Optional.empty();
        try {
            EventHandler.OfAny any = anyHandler;
            if (any != null) {
                any.handle(this, event.name(), event.arguments(), ack);
            }
            EventHandler own = handlers.get(event.name());
            if (own != null) {
                own.handle(event.arguments(), ack);
            } else {
                namespace.dispatch(this, event, ack);
            }
        } catch (Exception failure) {
            namespace.handlerFailed(event.name(), failure);
        }
    }

    private Ack ackOf(long ackId) {
        var sent = new AtomicBoolean();
        return arguments -> {
            if (open && sent.compareAndSet(false, true)) {
                Payload payload = Payload.of(namespace.server().json(), null, arguments);
                send(payload.acknowledgement(namespace.name(), ackId));
            }
        };
    }

    void onAck(Packet.Ack ack) {
        PendingAcks pending = pendingAcks(false);
        if (pending != null) {
            pending.complete(ack.ackId(), ack.arguments());
        }
    }

    /** Runs a task after all earlier tasks. */
    void run(Runnable task) {
        queue.add(task);
    }

    // Outgoing events.

    /** Sends an event; {@code byte[]} and Vert.x buffers in the arguments are sent as binary. */
    public void emit(String event, @Nullable Object... arguments) {
        emit(Payload.of(namespace.server().json(), event, arguments));
    }

    /** Sends encoded JSON: an array that starts with the event's name. */
    public void emitEncoded(String json) {
        emit(Payload.encoded(json));
    }

    private void emit(Payload payload) {
        if (open) {
            namespace.emitTo(this, payload);
        }
    }

    /** Sends an event only if the client can receive it immediately. */
    public void volatileEmit(String event, @Nullable Object... arguments) {
        if (open) {
            Payload payload = Payload.of(namespace.server().json(), event, arguments);
            send(payload.event(namespace.name(), null, true));
        }
    }

    /**
     * Sends an event and waits for the client's answer.
     *
     * @return its arguments; fails with a {@link java.util.concurrent.TimeoutException}, or with an
     *     {@link IllegalStateException} when the socket ends before
     */
    public CompletionStage<List<JsonNode>> emitWithAck(
            String event, Duration timeout, @Nullable Object... arguments) {
        Payload payload = Payload.of(namespace.server().json(), event, arguments);
        PendingAcks pending = pendingAcks(true);
        if (!open || pending == null) {
            return CompletableFuture.failedFuture(PendingAcks.socketEnded());
        }
        return pending.add(timeout, ackId -> send(payload.event(namespace.name(), ackId, false)));
    }

    private synchronized @Nullable PendingAcks pendingAcks(boolean wanted) {
        if (pendingAcks == null && wanted && open) {
            pendingAcks = new PendingAcks(connection.session());
        }
        return pendingAcks;
    }

    void send(Outgoing outgoing) {
        connection.session().send(outgoing);
    }

    void send(Outgoing outgoing, Wakes wakes) {
        connection.session().send(outgoing, wakes);
    }

    // Rooms.

    public void join(String... names) {
        namespace.rooms().join(this, List.of(names));
    }

    public void leave(String... names) {
        namespace.rooms().leave(this, List.of(names));
    }

    /** The rooms it has joined, without the room of its own id. */
    public Set<String> rooms() {
        return rooms;
    }

    void setRooms(Set<String> changed) {
        rooms = Set.copyOf(new HashSet<>(changed));
    }

    /** All sockets of a room except this one. */
    public Broadcast to(String... names) {
        return namespace.to(names).except(id());
    }

    /** All sockets of the namespace except this one. */
    public Broadcast others() {
        return namespace.except(id());
    }

    // The end.

    /**
     * Disconnects the client from the namespace, after everything emitted before; the client does
     * not reconnect by itself.
     *
     * @param closesConnection whether to close the connection too, with the client's sockets in
     *     other namespaces
     */
    public void disconnect(boolean closesConnection) {
        open = false;
        connection.disconnect(this, closesConnection);
    }

    /** Closes the connection as if it had failed: the client reconnects by itself. */
    public void drop() {
        connection.session().close();
    }

    /** Drops the connection without a close packet, like a network failure. */
    public void abort() {
        connection.session().abort();
    }

    void end(CloseReason reason) {
        open = false;
        namespace.left(this, reason);
        PendingAcks pending = pendingAcks(false);
        if (pending != null) {
            pending.failAll();
        }
        run(
                () -> {
                    try {
                        Consumer<CloseReason> handler = onDisconnect;
                        if (handler != null) {
                            handler.accept(reason);
                        }
                        namespace.closed(this, reason);
                    } finally {
                        whenEnded().complete(null);
                    }
                });
    }

    /** Complete when the last handler has returned. */
    synchronized CompletableFuture<Void> whenEnded() {
        if (ended == null) {
            ended = new CompletableFuture<>();
        }
        return ended;
    }

    Optional<String> recoveryId() {
        return recoveryId;
    }
}
