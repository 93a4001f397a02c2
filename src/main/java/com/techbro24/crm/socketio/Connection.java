package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.socketio.engine.CloseReason;
import com.techbro24.crm.socketio.engine.EngineListener;
import com.techbro24.crm.socketio.engine.EngineServer;
import com.techbro24.crm.socketio.engine.EngineSession;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's session and its sockets, one for each namespace it has joined; touched on the
 * session's loop.
 */
final class Connection implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketIoServer server;
    private final EngineSession session;
    private final PacketDecoder decoder;
    private final Map<String, Socket> sockets = new HashMap<>(2);
    private final AtomicInteger eventsWaiting = new AtomicInteger();
    private @Nullable ScheduledFuture<?> connectTimer;
    private boolean joinedOnce;
    private long second;
    private int eventsThisSecond;

    Connection(SocketIoServer server, EngineSession session) {
        this.server = server;
        this.session = session;
        this.decoder = new PacketDecoder(server.reader(), server.settings().attachmentsMax());
        this.connectTimer =
                session.schedule(server.settings().connectTimeout(), this::closeUnlessJoined);
    }

    EngineSession session() {
        return session;
    }

    private void closeUnlessJoined() {
        connectTimer = null;
        if (sockets.isEmpty()) {
            session.close(CloseReason.FORCED_SERVER_CLOSE);
        }
    }

    @Override
    public void onMessage(String message) {
        try {
            take(decoder.decode(message));
        } catch (PacketException malformed) {
            session.close(CloseReason.PARSE_ERROR);
        }
    }

    @Override
    public void onMessage(byte[] message) {
        try {
            take(decoder.decode(message));
        } catch (PacketException malformed) {
            session.close(CloseReason.PARSE_ERROR);
        }
    }

    private void take(Optional<Packet> whole) {
        if (whole.isEmpty()) {
            // A connect packet has no attachments, and attachments of unauthenticated clients must
            // not be buffered.
            if (!joinedOnce) {
                session.close(CloseReason.PARSE_ERROR);
            }
            return;
        }
        if (isTooFast()) {
            session.close(CloseReason.TOO_MANY_EVENTS);
            return;
        }
        Packet packet = whole.get();
        if (packet instanceof Packet.Connect connect) {
            connect(connect);
            return;
        }
        Socket socket = sockets.get(packet.namespace());
        if (socket == null) {
            // Packets that cross the server's disconnect are not an error of the client.
            if (!joinedOnce) {
                session.close(CloseReason.PARSE_ERROR);
            }
            return;
        }
        switch (packet) {
            case Packet.Event event -> socket.onEvent(event);
            case Packet.Ack ack -> socket.onAck(ack);
            case Packet.Disconnect left -> end(socket, CloseReason.CLIENT_NAMESPACE_DISCONNECT);
            case Packet.Connect connect -> throw new AssertionError(connect);
        }
    }

    private boolean isTooFast() {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (now != second) {
            second = now;
            eventsThisSecond = 0;
        }
        return ++eventsThisSecond > server.settings().eventsPerSecondMax();
    }

    // Joining a namespace.

    private void connect(Packet.Connect packet) {
        Namespace namespace = server.find(packet.namespace());
        if (namespace == null) {
            refuse(packet.namespace(), new ConnectRefused("Invalid namespace"));
            return;
        }
        Optional<Recovery.Lost> lost = namespace.findLost(packet.auth());
        String id = lost.map(Recovery.Lost::id).orElseGet(EngineServer::newId);
        var handshake = new Handshake(id, packet.auth(), session.address(), session.headers());
        Optional<ConnectGuard> guard = namespace.guard();
        if (guard.isEmpty()) {
            join(namespace, handshake, Map.of());
        } else {
            server.executor().execute(() -> ask(guard.get(), namespace, handshake));
        }
    }

    private void ask(ConnectGuard guard, Namespace namespace, Handshake handshake) {
        CompletionStage<Map<String, Object>> answer;
        try {
            answer = guard.admit(handshake);
        } catch (Throwable failure) { // the client must always get an answer
            session.execute(() -> refuse(namespace.name(), failure));
            return;
        }
        answer.whenComplete(
                (attributes, failure) ->
                        session.execute(
                                () -> {
                                    if (failure == null) {
                                        join(namespace, handshake, attributes);
                                    } else {
                                        refuse(namespace.name(), failure);
                                    }
                                }));
    }

    private void join(Namespace namespace, Handshake handshake, Map<String, Object> attributes) {
        if (!session.isOpen()) {
            return;
        }
        if (sockets.containsKey(namespace.name())) {
            session.close(CloseReason.PARSE_ERROR);
            return;
        }
        joinedOnce = true;
        if (connectTimer != null) {
            connectTimer.cancel(false);
            connectTimer = null;
        }
        Socket socket = namespace.admit(this, handshake, attributes);
        sockets.put(namespace.name(), socket);
        socket.run(() -> namespace.opened(socket));
    }

    private void refuse(String namespace, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        ObjectMapper json = server.json();
        ObjectNode error = json.createObjectNode();
        if (cause instanceof ConnectRefused refused) {
            error.put("message", refused.getMessage());
            if (refused.data() != null) {
                error.set("data", json.valueToTree(refused.data()));
            }
        } else {
            LOG.error("The guard of {} has failed", namespace, cause);
            error.put("message", "Internal error");
        }
        session.send(Payload.plain('4', namespace, Payload.text(json, error)));
    }

    // Back-pressure: reading pauses while too many events of the client are queued.

    void eventWaits() {
        if (eventsWaiting.incrementAndGet() > server.settings().eventsWaitingMax()) {
            session.pauseReading();
        }
    }

    void eventDone() {
        if (eventsWaiting.decrementAndGet() == server.settings().eventsWaitingMax() / 2) {
            session.execute(
                    () -> {
                        if (session.isReadingPaused()) {
                            session.resumeReading();
                        }
                    });
        }
    }

    // The end.

    /** Disconnects a socket from its namespace, after everything that was sent to it. */
    void disconnect(Socket socket, boolean closesConnection) {
        session.execute(
                () -> {
                    if (sockets.get(socket.namespace().name()) != socket) {
                        return;
                    }
                    session.send(Payload.plain('1', socket.namespace().name(), ""));
                    end(socket, CloseReason.SERVER_NAMESPACE_DISCONNECT);
                    if (closesConnection) {
                        session.close(CloseReason.FORCED_SERVER_CLOSE);
                    }
                });
    }

    private void end(Socket socket, CloseReason reason) {
        sockets.remove(socket.namespace().name());
        socket.end(reason);
    }

    @Override
    public void onClose(CloseReason reason) {
        if (connectTimer != null) {
            connectTimer.cancel(false);
        }
        List.copyOf(new ArrayList<>(sockets.values())).forEach(socket -> end(socket, reason));
    }

    SocketIoServer server() {
        return server;
    }
}
