package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.socketio.engine.CloseReason;
import com.techbro24.crm.socketio.engine.EngineServer;
import com.techbro24.crm.socketio.engine.Outgoing;
import com.techbro24.crm.socketio.engine.Wakes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A namespace that a client can join over its connection; {@code /} is the main one. */
public final class Namespace {
    private static final Logger LOG = LoggerFactory.getLogger(Namespace.class);

    private final String name;
    private final SocketIoServer server;
    private final Rooms rooms = new Rooms();
    private final Broadcast everyone = new Broadcast(this, Set.of(), Set.of(), false);
    private final @Nullable Recovery recovery;
    private final Map<String, EventHandler.OfNamespace> handlers = new ConcurrentHashMap<>();
    private volatile @Nullable ConnectGuard guard;
    private volatile Consumer<Socket> onConnection = socket -> {};
    private volatile BiConsumer<Socket, CloseReason> onDisconnect = (socket, reason) -> {};

    Namespace(String name, SocketIoServer server) {
        this.name = name;
        this.server = server;
        this.recovery = server.settings().recovery().map(Recovery::new).orElse(null);
    }

    public String name() {
        return name;
    }

    // Configuration.

    /** Called before each join, also a recovered one; without a guard everyone may join. */
    public Namespace guard(ConnectGuard asked) {
        guard = asked;
        return this;
    }

    /** Called for each new socket, on the server's executor, before the handlers of its events. */
    public Namespace onConnection(Consumer<Socket> handler) {
        onConnection = handler;
        return this;
    }

    /** Called for each socket that ends, after the handlers of all its events. */
    public Namespace onDisconnect(BiConsumer<Socket, CloseReason> handler) {
        onDisconnect = handler;
        return this;
    }

    /** Sets the handler of an event for all sockets without their own. */
    public Namespace on(String event, EventHandler.OfNamespace handler) {
        handlers.put(event, handler);
        return this;
    }

    // Sockets.

    public List<Socket> sockets() {
        return everyone.sockets();
    }

    public Optional<Socket> socket(String id) {
        return rooms.socket(id);
    }

    public int size() {
        return rooms.size();
    }

    /** The sockets of these rooms or ids. */
    public Broadcast to(String... names) {
        return everyone.to(names);
    }

    /** All sockets except those of these rooms or ids. */
    public Broadcast except(String... names) {
        return everyone.except(names);
    }

    public Broadcast everyone() {
        return everyone;
    }

    public void emit(String event, @Nullable Object... arguments) {
        everyone.emit(event, arguments);
    }

    /** Sends encoded JSON: an array that starts with the event's name. */
    public void emitEncoded(String json) {
        everyone.emitEncoded(json);
    }

    // Sending.

    void emit(Broadcast audience, List<Payload> payloads) {
        if (recovery == null || audience.isDroppable()) {
            Outgoing outgoing =
                    Outgoing.together(
                            payloads.stream()
                                    .map(each -> each.event(name, null, audience.isDroppable()))
                                    .toList());
            send(audience, outgoing);
        } else {
            payloads.forEach(payload -> emitLogged(recovery, audience, payload));
        }
    }

    /** Under one lock, because the log must have the order in which clients get the events. */
    private synchronized void emitLogged(Recovery log, Broadcast audience, Payload payload) {
        String offset = log.nextOffset();
        Outgoing outgoing = payload.with(offset).event(name, null, false);
        log.sent(offset, audience, outgoing);
        send(audience, outgoing);
    }

    private static void send(Broadcast audience, Outgoing outgoing) {
        try (Wakes wakes = new Wakes()) {
            for (Socket socket : audience.sockets()) {
                socket.send(outgoing, wakes);
            }
        }
    }

    void emitTo(Socket socket, Payload payload) {
        if (recovery == null) {
            socket.send(payload.event(name, null, false));
        } else {
            emitLogged(recovery, everyone.to(socket.id()), payload);
        }
    }

    // Joining and leaving.

    Optional<ConnectGuard> guard() {
        return Optional.ofNullable(guard);
    }

    synchronized Optional<Recovery.Lost> findLost(JsonNode auth) {
        return recovery == null ? Optional.empty() : recovery.find(auth);
    }

    /**
     * Adds a client that passed the guard: sends the connect answer, then missed events, then new
     * ones.
     */
    synchronized Socket admit(
            Connection connection, Handshake handshake, Map<String, Object> attributes) {
        Optional<Recovery.Lost> lost =
                findLost(handshake.auth()).filter(found -> found.id().equals(handshake.id()));
        Map<String, Object> all =
                new HashMap<>(lost.map(Recovery.Lost::attributes).orElse(Map.of()));
        all.putAll(attributes);
        Optional<String> recoveryId =
                recovery == null
                        ? Optional.empty()
                        : Optional.of(
                                lost.map(Recovery.Lost::recoveryId).orElseGet(EngineServer::newId));
        // If two connections recover the same session at once, the second gets a new one.
        Handshake own =
                rooms.socket(handshake.id()).isPresent()
                        ? handshake.withId(EngineServer.newId())
                        : handshake;
        var socket = new Socket(this, connection, own, all, recoveryId, lost.isPresent());
        ObjectNode answer = server.json().createObjectNode().put("sid", socket.id());
        recoveryId.ifPresent(id -> answer.put("pid", id));
        socket.send(Payload.plain('0', name, Payload.text(server.json(), answer)));
        if (recovery != null && lost.isPresent()) {
            recovery.missed(lost.get(), handshake.auth()).orElseThrow().forEach(socket::send);
            recovery.forget(lost.get());
        }
        rooms.add(socket);
        lost.ifPresent(found -> rooms.join(socket, found.rooms()));
        return socket;
    }

    synchronized void left(Socket socket, CloseReason reason) {
        if (recovery != null && reason.isRecoverable()) {
            recovery.lose(socket);
        }
        rooms.remove(socket);
    }

    void opened(Socket socket) {
        onConnection.accept(socket);
    }

    void closed(Socket socket, CloseReason reason) {
        onDisconnect.accept(socket, reason);
    }

    void dispatch(Socket socket, Packet.Event event, Optional<Ack> ack) throws Exception {
        EventHandler.OfNamespace handler = handlers.get(event.name());
        if (handler != null) {
            handler.handle(socket, event.arguments(), ack);
        }
    }

    void handlerFailed(String event, Exception failure) {
        LOG.error("The handler of {} in {} has failed", event, name, failure);
    }

    Rooms rooms() {
        return rooms;
    }

    SocketIoServer server() {
        return server;
    }
}
