package com.techbro24.crm.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.socketio.Ack;
import com.techbro24.crm.socketio.ConnectRefused;
import com.techbro24.crm.socketio.Handshake;
import com.techbro24.crm.socketio.Namespace;
import com.techbro24.crm.socketio.Socket;
import com.techbro24.crm.socketio.engine.CloseReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The CRM on Socket.IO's main namespace: authentication, events and commands. */
public final class Realtime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);
    private static final Logger SOCKETS = LoggerFactory.getLogger("socket");
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    private final Database database;
    private final Namespace namespace;
    private final Function<String, Caller> authenticate;
    private final RealtimeFollower follower;
    private final Map<String, SocketQuery> queries = new HashMap<>();
    private final CommandEvents commands;
    private final Presence presence;
    private final BackgroundLoop watch;
    private String epoch;

    /**
     * @param authenticate finds the caller of a token; throws a {@link Problem} for an invalid one
     * @param liveCallers the current rights of sessions and API keys, by id; ended ones are missing
     */
    public Realtime(
            Database database,
            ChangeReader reader,
            GroupCommit writer,
            Namespace namespace,
            CommandCatalog catalog,
            CommandRunner runner,
            Function<String, Caller> authenticate,
            Function<Collection<String>, Map<String, Caller>> liveCallers,
            Clock clock) {
        this.database = database;
        this.namespace = namespace;
        this.authenticate = authenticate;
        this.follower = new RealtimeFollower(database, reader, namespace, liveCallers, clock);
        this.commands = new CommandEvents(catalog, runner);
        this.epoch = database.read(LogMeta::read).epoch();
        this.presence = new Presence(database, writer, clock, this::publishPresence);
        namespace.guard(this::admit).onConnection(this::connected).onDisconnect(this::disconnected);
        query("presence.list", (_, caller, _) -> presenceSeenBy(caller));
        this.watch = new BackgroundLoop("realtime-watch", clock, LOOK_INTERVAL, this::watch);
    }

    public RealtimeFollower follower() {
        return follower;
    }

    public void start() {
        presence.start();
        watch.start();
    }

    private CompletionStage<Map<String, Object>> admit(Handshake handshake) {
        JsonNode token = handshake.auth().get("token");
        if (token == null || !token.isTextual()) {
            throw refused(Problem.unauthenticated("Connect with auth: {token}."));
        }
        try {
            Since _ = Since.of(handshake);
            Caller caller = authenticate.apply(token.textValue());
            return CompletableFuture.completedStage(Map.of("caller", caller));
        } catch (Problem problem) {
            throw refused(problem);
        } catch (DatabaseException failure) {
            throw failure.isTransient() ? refused(failure.problem()) : failure;
        }
    }

    private static ConnectRefused refused(Problem problem) {
        return new ConnectRefused(problem.detail(), problem.json());
    }

    private static Caller callerOf(Socket socket) {
        return (Caller) Objects.requireNonNull(socket.attributes().get("caller"));
    }

    private void connected(Socket socket) {
        Caller caller = callerOf(socket);
        log(socket).log("connected");
        socket.onAny(this::event);
        try {
            presence.opened(caller.agent());
            follower.enter(socket, caller, Since.of(socket.handshake()));
        } catch (RuntimeException failure) {
            // Otherwise it would stay connected without events; now the client reconnects.
            LOG.warn("a socket could not be added", failure);
            socket.drop();
        }
    }

    /** A log line, like those of requests. */
    private static LoggingEventBuilder log(Socket socket) {
        return SOCKETS.atInfo()
                .addKeyValue("caller", callerOf(socket).subject())
                .addKeyValue("address", socket.handshake().address());
    }

    private void disconnected(Socket socket, CloseReason reason) {
        log(socket).addKeyValue("reason", reason).log("disconnected");
        follower.leave(socket);
        presence.closed(callerOf(socket).agent());
    }

    /** Answers an event of this name by {@code query}; to be called before it starts. */
    public void query(String event, SocketQuery query) {
        if (queries.putIfAbsent(event, query) != null) {
            throw new IllegalStateException("two queries are named " + event);
        }
    }

    private void event(Socket socket, String event, List<JsonNode> arguments, Optional<Ack> ack) {
        SocketQuery query = queries.get(event);
        Object answer =
                query == null
                        ? commands.run(
                                event, arguments, callerOf(socket), socket.handshake().address())
                        : answer(query, socket, arguments);
        ack.ifPresent(to -> to.send(answer));
    }

    private static Object answer(SocketQuery query, Socket socket, List<JsonNode> arguments) {
        try {
            ObjectNode answer = Json.object().put("ok", true);
            ObjectNode payload = CommandEvents.payload(arguments);
            return answer.setAll(query.answer(socket, callerOf(socket), payload));
        } catch (Problem problem) {
            return CommandEvents.Acknowledgement.of(problem, Id.next());
        } catch (DatabaseException failure) {
            if (failure.isTransient()) {
                return CommandEvents.Acknowledgement.of(failure.problem(), Id.next());
            }
            throw failure;
        }
    }

    /** The online agents that the caller can see. */
    private ObjectNode presenceSeenBy(Caller caller) {
        var list = Json.MAPPER.createArrayNode();
        List<PresenceStore.Present> all = presence.present();
        database.read(
                tx -> {
                    for (PresenceStore.Present present : all) {
                        String team = AccountStore.teamOf(tx, present.agentId()).orElse(null);
                        if (Visibility.ofAgent(present.agentId(), team).isSeenBy(caller)) {
                            list.addObject()
                                    .put("agentId", present.agentId())
                                    .put("since", Times.format(present.since()));
                        }
                    }
                    return list;
                });
        return Json.object().set("agents", list);
    }

    private void publishPresence(String agentId, boolean online, Instant at) {
        Set<String> rooms = new HashSet<>();
        String team =
                database.<@Nullable String>read(
                        tx -> AccountStore.teamOf(tx, agentId).orElse(null));
        rooms.addAll(follower.roomsWhoSee(Visibility.ofAgent(agentId, team)));
        if (!rooms.isEmpty()) {
            namespace
                    .to(rooms.toArray(String[]::new))
                    .emit(
                            "presence.changed",
                            Json.object()
                                    .put("agentId", agentId)
                                    .put("online", online)
                                    .put("at", Times.format(at)));
        }
    }

    /** Twice a second: closes sockets whose session has expired, and reports a new epoch. */
    private Instant watch() {
        follower.expireEnded();
        checkEpoch();
        return Instant.MAX;
    }

    private void checkEpoch() {
        LogMeta now = database.read(LogMeta::read);
        if (!now.epoch().equals(epoch)) {
            follower.resyncAll(now);
            epoch = now.epoch();
        }
    }

    /** Sends {@code server.closing} to everyone; the connections are closed elsewhere. */
    @Override
    public void close() {
        watch.stop();
        namespace.emit("server.closing");
        presence.stop();
    }
}
