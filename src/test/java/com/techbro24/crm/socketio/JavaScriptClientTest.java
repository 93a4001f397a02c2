package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official JavaScript client against this server, with recovery on. */
class JavaScriptClientTest {
    private final TestServer server =
            new TestServer(TestServer.settings().withRecovery(Duration.ofMinutes(2)));

    @BeforeEach
    void application() {
        server.main()
                .on("echo", (socket, arguments, ack) -> socket.emit("echo", arguments.toArray()))
                .on("ask", (socket, arguments, ack) -> ack.orElseThrow().send(arguments.toArray()))
                .on("ask me", (socket, arguments, ack) -> askBack(socket))
                .on(
                        "tell",
                        (socket, arguments, ack) ->
                                server.main().emit("news", arguments.getFirst()))
                .on(
                        "tell when I am gone",
                        (socket, arguments, ack) -> {
                            socket.onDisconnect(
                                    reason -> server.main().emit("news", arguments.getFirst()));
                            socket.emit("go");
                        })
                .on("throw me out", (socket, arguments, ack) -> socket.disconnect(true));
        server.sockets()
                .namespace("/guarded")
                .guard(
                        handshake -> {
                            throw new ConnectRefused("Unauthorized", Map.of("code", "bad_token"));
                        });
        server.sockets()
                .namespace("/flood")
                .onConnection(socket -> Thread.startVirtualThread(() -> flood(socket)))
                .on("up", (socket, arguments, ack) -> count(socket, arguments));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void askBack(Socket socket) {
        // Its answer is an event of the same socket, which must not wait for this handler.
        Thread.startVirtualThread(
                () -> {
                    try {
                        List<JsonNode> answer =
                                socket.emitWithAck("question", Duration.ofSeconds(20), 41)
                                        .toCompletableFuture()
                                        .get();
                        socket.emit("answered", answer.toArray());
                    } catch (InterruptedException | ExecutionException failure) {
                        socket.emit("answered", failure.toString());
                    }
                });
    }

    private static void flood(Socket socket) {
        int count = socket.handshake().auth().get("count").asInt();
        for (int i = 0; i < count; i++) {
            socket.emit("down", i);
            if (i % 20 == 0) {
                Thread.yield();
            }
        }
    }

    private static void count(Socket socket, List<JsonNode> arguments) {
        int soFar = (int) socket.attributes().getOrDefault("counted", 0);
        if (arguments.getFirst().asInt() == soFar) {
            socket.setAttribute("counted", soFar + 1);
        }
        if (soFar + 1 == arguments.get(1).asInt()) {
            socket.emit("counted", soFar + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void the_script_finds_all_well(String transports) throws Exception {
        assertThat(NodeScript.run("client.js", server.url(), transports))
                .isEqualTo("0\nall well\n");
        assertThat(server.sockets().metrics().engine().cutOff()).isZero();
    }
}
