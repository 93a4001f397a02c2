package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.socketio.engine.CloseReason;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official Java client against this server. */
class ClientTest {
    private final TestServer server = TestServer.start();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(Socket::disconnect);
        server.close();
    }

    private Socket client(String namespace, Map<String, String> auth, String... transports) {
        var options =
                IO.Options.builder()
                        .setForceNew(true)
                        .setReconnection(false)
                        .setTransports(transports)
                        .setAuth(auth)
                        .build();
        Socket socket = IO.socket(URI.create(server.url() + namespace), options);
        clients.add(socket);
        return socket;
    }

    private Socket client(String... transports) {
        return client("/", Map.of(), transports);
    }

    private static BlockingQueue<Object[]> received(Socket socket, String event) {
        var queue = new LinkedBlockingQueue<Object[]>();
        socket.on(event, queue::add);
        return queue;
    }

    private static Object[] next(BlockingQueue<Object[]> queue) throws InterruptedException {
        Object[] arguments = queue.poll(20, TimeUnit.SECONDS);
        assertThat(arguments).as("an event within 20 s").isNotNull();
        return arguments;
    }

    private static Socket connect(Socket socket) throws InterruptedException {
        var connected = received(socket, Socket.EVENT_CONNECT);
        socket.connect();
        next(connected);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void events_and_answers_go_both_ways(String transports) throws Exception {
        server.main()
                .on("echo", (socket, arguments, ack) -> socket.emit("echo", arguments.toArray()))
                .on("ask", (socket, arguments, ack) -> ack.orElseThrow().send(arguments.toArray()));
        Socket client = connect(client(transports.split(",")));
        var echoes = received(client, "echo");
        client.emit(
                "echo",
                1,
                "zwei",
                new byte[] {1, 2, 3},
                new JSONObject(Map.of("bytes", new byte[] {4})));
        Object[] echo = next(echoes);
        assertThat(echo).hasSize(4).startsWith(1, "zwei", new byte[] {1, 2, 3});
        assertThat((byte[]) ((JSONObject) echo[3]).get("bytes")).containsExactly(4);

        var answer = new CompletableFuture<Object[]>();
        client.emit("ask", new Object[] {"ü", new byte[] {5}}, (Ack) answer::complete);
        assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly("ü", new byte[] {5});

        client.on("question", arguments -> ((Ack) arguments[1]).call(arguments[0], "answered"));
        var here = server.main().sockets().getFirst();
        var answered =
                here.emitWithAck("question", Duration.ofSeconds(20), 42).toCompletableFuture();
        assertThat(answered.get(20, TimeUnit.SECONDS).toString()).isEqualTo("[42, \"answered\"]");
    }

    @Test
    void an_answer_that_does_not_come_fails_in_the_end() throws Exception {
        connect(client("websocket"));
        var here = server.main().sockets().getFirst();
        var late = here.emitWithAck("question", Duration.ofMillis(10)).toCompletableFuture();
        assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TimeoutException.class);
        var lost = here.emitWithAck("question", Duration.ofMinutes(5)).toCompletableFuture();
        here.disconnect(false);
        assertThatThrownBy(() -> lost.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () ->
                                here.emitWithAck("question", Duration.ofMinutes(5))
                                        .toCompletableFuture()
                                        .get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_guard_decides_and_its_refusal_has_data() throws Exception {
        server.sockets()
                .namespace("/agents")
                .guard(
                        handshake ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            if (!handshake
                                                    .auth()
                                                    .path("token")
                                                    .asText()
                                                    .equals("right")) {
                                                throw new ConnectRefused(
                                                        "Unauthorized",
                                                        Map.of("code", "bad_token"));
                                            }
                                            return Map.of("agent", 7);
                                        }));
        Socket wrong = client("/agents", Map.of("token", "wrong"), "websocket");
        var errors = received(wrong, Socket.EVENT_CONNECT_ERROR);
        wrong.connect();
        JSONObject error = (JSONObject) next(errors)[0];
        assertThat(error.getString("message")).isEqualTo("Unauthorized");
        assertThat(error.getJSONObject("data").getString("code")).isEqualTo("bad_token");

        Socket right = connect(client("/agents", Map.of("token", "right"), "websocket"));
        var here = server.sockets().namespace("/agents").socket(right.id()).orElseThrow();
        assertThat(here.attributes()).isEqualTo(Map.of("agent", 7));
        assertThat(here.handshake().address()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void rooms_choose_who_gets_an_event(String transport) throws Exception {
        List<BlockingQueue<Object[]>> queues = new ArrayList<>();
        List<com.techbro24.crm.socketio.Socket> here = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket client = client(transport);
            queues.add(received(client, "news"));
            connect(client);
            here.add(server.main().socket(client.id()).orElseThrow());
        }
        here.get(0).join("a", "b");
        here.get(1).join("b");
        server.main().to("a", "b").emit("news", "both rooms, each once");
        server.main().to("b").except("a").emitEncoded("[\"news\",\"b but not a\"]");
        here.get(2).others().emit("news", "the others");
        here.get(0).leave("b");
        server.main().to("b").emit("news", "who is left in b");
        server.main().to(here.get(2).id()).emit("news", "by its id");
        server.main().emit("news", "end");
        assertThat(untilEnd(queues.get(0))).containsExactly("both rooms, each once", "the others");
        assertThat(untilEnd(queues.get(1)))
                .containsExactly(
                        "both rooms, each once", "b but not a", "the others", "who is left in b");
        assertThat(untilEnd(queues.get(2))).containsExactly("by its id");
        here.get(1).disconnect(false);
        assertThat(here.get(1).rooms()).isNotNull();
    }

    private static List<Object> untilEnd(BlockingQueue<Object[]> queue)
            throws InterruptedException {
        List<Object> all = new ArrayList<>();
        for (Object next = next(queue)[0]; !next.equals("end"); next = next(queue)[0]) {
            all.add(next);
        }
        return all;
    }

    @Test
    void an_upgrade_in_the_middle_of_traffic_neither_loses_nor_doubles() throws Exception {
        int count = 3000;
        var back = new LinkedBlockingQueue<Integer>();
        server.main()
                .onConnection(
                        socket ->
                                Thread.startVirtualThread(
                                        () -> {
                                            for (int i = 0; i < count; i++) {
                                                socket.emit("down", i);
                                                if (i % 50 == 0) {
                                                    Thread.yield();
                                                }
                                            }
                                        }))
                .on("up", (socket, arguments, ack) -> back.add(arguments.getFirst().asInt()));
        Socket client = client("polling", "websocket");
        var down = received(client, "down");
        connect(client);
        for (int i = 0; i < count; i++) {
            client.emit("up", i);
        }
        for (int i = 0; i < count; i++) {
            assertThat(next(down)[0]).isEqualTo(i);
            assertThat(back.poll(20, TimeUnit.SECONDS)).isEqualTo(i);
        }
        assertThat(back).isEmpty();
        assertThat(down).isEmpty();
    }

    @Test
    void a_handler_that_blocks_holds_up_its_own_socket_only_and_events_keep_their_order()
            throws Exception {
        var release = new CompletableFuture<Void>();
        var order = new LinkedBlockingQueue<String>();
        server.main()
                .on("block", (socket, arguments, ack) -> release.join())
                .on("next", (socket, arguments, ack) -> order.add(arguments.getFirst().asText()));
        Socket blocked = connect(client("websocket"));
        Socket free = connect(client("websocket"));
        blocked.emit("block");
        for (int i = 0; i < 300; i++) {
            blocked.emit("next", "blocked " + i);
        }
        free.emit("next", "free");
        assertThat(order.poll(20, TimeUnit.SECONDS)).isEqualTo("free");
        release.complete(null);
        for (int i = 0; i < 300; i++) {
            assertThat(order.poll(20, TimeUnit.SECONDS)).isEqualTo("blocked " + i);
        }
    }

    @Test
    void each_end_has_its_reason() throws Exception {
        var reasons = new LinkedBlockingQueue<CloseReason>();
        server.main().onDisconnect((socket, reason) -> reasons.add(reason));
        connect(client("websocket")).disconnect();
        assertThat(reasons.poll(20, TimeUnit.SECONDS))
                .isEqualTo(CloseReason.CLIENT_NAMESPACE_DISCONNECT);

        Socket second = client("websocket");
        var ends = received(second, Socket.EVENT_DISCONNECT);
        connect(second);
        server.main().socket(second.id()).orElseThrow().disconnect(true);
        assertThat(next(ends)[0]).isEqualTo("io server disconnect");
        assertThat(reasons.poll(20, TimeUnit.SECONDS))
                .isEqualTo(CloseReason.SERVER_NAMESPACE_DISCONNECT);

        Socket third = client("polling");
        var drops = received(third, Socket.EVENT_DISCONNECT);
        connect(third);
        server.main().socket(third.id()).orElseThrow().drop();
        next(drops);
        assertThat(reasons.poll(20, TimeUnit.SECONDS)).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
        assertThat(server.main().sockets()).isEmpty();
    }

    @Test
    void closing_sends_what_was_emitted_and_waits_for_the_handlers() throws Exception {
        var finished = new LinkedBlockingQueue<String>();
        var started = new CompletableFuture<Void>();
        server.main()
                .on(
                        "work",
                        (socket, arguments, ack) -> {
                            started.complete(null);
                            Thread.sleep(100);
                            finished.add("worked");
                        })
                .onDisconnect((socket, reason) -> finished.add(reason.toString()));
        Socket client = client("polling");
        var last = received(client, "last");
        var ends = received(client, Socket.EVENT_DISCONNECT);
        connect(client);
        client.emit("work");
        started.get(20, TimeUnit.SECONDS);
        try (var raw = new RawClient(server)) {
            var other = raw.join();
            server.main().emit("last", "words");
            server.sockets().close(Duration.ofSeconds(20)).toCompletableFuture().join();
            assertThat(finished)
                    .containsOnlyOnce("worked")
                    .contains("server shutting down")
                    .hasSize(3);
            assertThat(next(last)[0]).isEqualTo("words");
            next(ends);
            assertThat(other.next()).isEqualTo("42[\"last\",\"words\"]");
            assertThat(other.next()).isEqualTo(RawClient.CLOSED);
            assertThat(raw.get("EIO=4&transport=polling").statusCode()).isEqualTo(503);
        }
    }
}
