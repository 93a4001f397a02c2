package com.techbro24.crm.socketio;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.socketio.engine.CloseReason;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final String PAGE = "https://crm.example";

    private final TestServer server =
            new TestServer(
                    TestServer.settings()
                            .withEngine(
                                    TestServer.settings()
                                            .engine()
                                            .withLimits(10_000, 1 << 20)
                                            .withHeadersKept(Set.of("user-agent"))
                                            .withOriginAllowed(PAGE::equals))
                            .withLimits(10, 50, 64));
    private final RawClient client = new RawClient(server);
    private final LinkedBlockingQueue<CloseReason> reasons = new LinkedBlockingQueue<>();

    LimitTest() {
        server.main()
                .on("echo", (socket, arguments, ack) -> socket.emit("echo", arguments.toArray()))
                .onDisconnect((socket, reason) -> reasons.add(reason));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private CloseReason reason() throws InterruptedException {
        return reasons.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void a_websocket_that_is_not_read_is_disconnected_without_affecting_others() throws Exception {
        var other = client.join();
        try (Socket stalled = stalledWebSocket()) {
            while (server.main().size() < 2) {
                Thread.onSpinWait();
            }
            String news = "[\"news\",\"" + "x".repeat(5_000) + "\"]";
            for (int sent = 0; reasons.isEmpty(); sent++) {
                assertThat(sent).as("messages to a client that reads nothing").isLessThan(20_000);
                server.main().emitEncoded(news);
                assertThat(other.next()).isEqualTo("42" + news);
            }
            assertThat(reason()).isEqualTo(CloseReason.UNREAD_OUTPUT);
            assertThat(stalled.isConnected()).isTrue();
        }
        var metrics = server.sockets().metrics();
        assertThat(metrics.engine().cutOff()).isEqualTo(1);
        assertThat(metrics.sockets()).isEqualTo(1);
        assertThat(metrics.engine().webSocketSessions()).isEqualTo(1);
        other.abort();
    }

    /** Joins the main namespace by hand over a plain socket, and reads nothing from then on. */
    private Socket stalledWebSocket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
        String request =
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) socket.getInputStream().read());
        }
        // "40" in a frame whose mask is zero.
        socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'});
        return socket;
    }

    @Test
    void a_client_that_does_not_poll_is_cut_off() throws Exception {
        String sid = client.openPolling();
        client.post(sid, "40");
        String news = "[\"news\",\"" + "x".repeat(9_000) + "\"]";
        for (int i = 0; i < 200; i++) {
            server.main().emitEncoded(news);
        }
        assertThat(reason()).isEqualTo(CloseReason.UNREAD_OUTPUT);
        assertThat(client.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    void a_volatile_event_is_left_out_for_a_client_that_is_not_ready() {
        String sid = client.openPolling();
        client.post(sid, "40");
        assertThat(client.poll(sid).body()).startsWith("40");
        server.main().everyone().droppable().emit("lost");
        server.main().sockets().getFirst().volatileEmit("lost");
        server.main().emit("kept");
        // Before the poll comes, which would make the client ready.
        eventually(() -> assertThat(server.sockets().metrics().engine().dropped()).isEqualTo(2));
        assertThat(client.poll(sid).body()).isEqualTo("42[\"kept\"]");
    }

    @Test
    void too_much_from_a_client_is_refused() {
        String sid = client.openPolling();
        assertThat(client.post(sid, "4" + "x".repeat(10_000)).statusCode()).isEqualTo(413);
        var chunked =
                client.request("EIO=4&transport=polling&sid=" + sid)
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(new byte[50_000])))
                        .build();
        assertThat(client.send(chunked).statusCode()).isEqualTo(413);
        var raw = client.join();
        raw.send("42[\"echo\",\"" + "x".repeat(10_000) + "\"]");
        assertThat(raw.next()).isEqualTo(RawClient.CLOSED);
    }

    @Test
    void too_many_attachments_end_the_session() throws Exception {
        var raw = client.join();
        raw.send("4511-[\"echo\"]");
        assertThat(raw.next()).isEqualTo(RawClient.CLOSED);
        assertThat(reason()).isEqualTo(CloseReason.PARSE_ERROR);
    }

    @Test
    void who_has_not_joined_may_not_send_attachments() {
        var raw = client.openWebSocket();
        raw.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(raw.next()).isEqualTo(RawClient.CLOSED);
    }

    @Test
    void too_many_events_a_second_end_the_session() throws Exception {
        String sid = client.openPolling();
        client.post(sid, "40");
        client.post(sid, "42[\"quiet\"]\u001e".repeat(150) + "42[\"quiet\"]");
        assertThat(reason()).isEqualTo(CloseReason.TOO_MANY_EVENTS);
    }

    @Test
    void who_does_not_join_in_time_is_closed() {
        try (var hasty =
                        new TestServer(
                                TestServer.settings().withConnectTimeout(Duration.ofMillis(50)));
                var visitor = new RawClient(hasty)) {
            assertThat(visitor.openWebSocket().next()).isEqualTo(RawClient.CLOSED);
        }
    }

    @Test
    void who_does_not_answer_a_ping_is_closed() throws Exception {
        var ended = new CountDownLatch(1);
        var settings = TestServer.settings();
        try (var hasty =
                        new TestServer(
                                settings.withEngine(
                                        settings.engine()
                                                .withPings(
                                                        Duration.ofMillis(200),
                                                        Duration.ofMillis(200))));
                var visitor = new RawClient(hasty)) {
            hasty.main()
                    .onDisconnect(
                            (socket, reason) -> {
                                reasons.add(reason);
                                ended.countDown();
                            });
            visitor.join();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void only_pages_of_allowed_origins_may_connect() {
        var allowed =
                client.send(
                        client.request("EIO=4&transport=polling").header("Origin", PAGE).build());
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        var own =
                client.send(
                        client.request("EIO=4&transport=polling")
                                .header("Origin", server.url())
                                .build());
        assertThat(own.statusCode()).isEqualTo(200);
        for (String transport : Set.of("polling", "websocket")) {
            var foreign =
                    client.send(
                            client.request("EIO=4&transport=" + transport)
                                    .header("Origin", "https://evil.example")
                                    .build());
            assertThat(foreign.statusCode()).as(transport).isEqualTo(403);
            assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        var preflight =
                client.send(
                        client.request("EIO=4&transport=polling")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", PAGE)
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "content-type")
                                .build());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET,POST");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("content-type");
    }

    @Test
    void only_the_headers_that_are_wanted_are_kept() {
        String sid = client.openPolling();
        client.post(sid, "40");
        client.poll(sid);
        assertThat(server.main().sockets().getFirst().handshake().headers())
                .containsOnlyKeys("user-agent");
    }
}
