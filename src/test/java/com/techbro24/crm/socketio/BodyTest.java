package com.techbro24.crm.socketio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that come in slowly, or go on after their answer. */
class BodyTest {
    private final TestServer server =
            new TestServer(
                    TestServer.settings()
                            .withEngine(
                                    TestServer.settings()
                                            .engine()
                                            .withBodyTimeout(Duration.ofMillis(400))));
    private final RawClient client = new RawClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Socket ask(String method, String query) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        String head =
                method
                        + " /socket.io/?EIO=4&transport="
                        + query
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n4";
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        return socket;
    }

    /** Sends a byte now and then until the server closes; all that came until then. */
    private static String trickle(Socket socket) throws InterruptedException {
        var end = CompletableFuture.supplyAsync(() -> rest(socket));
        while (!end.isDone()) {
            try {
                socket.getOutputStream().write('x');
            } catch (IOException closed) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return end.join();
    }

    /** All that comes until the connection ends, in whichever way; fails when it does not end. */
    private static String rest(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (SocketException reset) {
            return text.toString();
        } catch (IOException silence) {
            throw new AssertionError("The connection was not closed", silence);
        }
        return text.toString();
    }

    @Test
    void a_body_that_trickles_in_is_a_408_and_its_connection_ends() throws Exception {
        String sid = client.openPolling();
        try (Socket slow = ask("POST", "polling&sid=" + sid)) {
            assertThat(trickle(slow)).startsWith("HTTP/1.1 408");
        }
        assertThat(client.post(sid, "40").statusCode()).isEqualTo(200);
        assertThat(client.poll(sid).body()).startsWith("40");
    }

    @Test
    void a_body_that_goes_on_after_its_refusal_ends_the_connection() throws Exception {
        for (String query : new String[] {"polling&sid=unknown", "polling", "no", "websocket"}) {
            try (Socket slow = ask("POST", query)) {
                assertThat(trickle(slow)).as(query).startsWith("HTTP/1.1 400");
            }
        }
    }

    @Test
    void a_body_of_a_request_that_has_none_ends_the_connection() throws Exception {
        try (Socket slow = ask("GET", "polling")) {
            assertThat(trickle(slow)).startsWith("HTTP/1.1 200");
        }
        String sid = client.openPolling();
        try (Socket slow = ask("GET", "polling&sid=" + sid)) {
            assertThat(trickle(slow)).isEmpty();
        }
    }

    @Test
    void a_body_that_goes_on_after_its_session_is_closed_ends_the_connection() throws Exception {
        String sid = client.openPolling();
        try (Socket slow = ask("POST", "polling&sid=" + sid)) {
            assertThat(client.post(sid, "1").statusCode()).isEqualTo(200);
            assertThat(trickle(slow)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void a_body_that_comes_whole_after_its_refusal_leaves_the_connection_open() throws Exception {
        String head = "POST /socket.io/?EIO=4&transport=polling&sid=no HTTP/1.1\r\nHost: x\r\n";
        byte[] request = (head + "Content-Length: 2\r\n\r\n40").getBytes(US_ASCII);
        byte[] last =
                (head + "Connection: close\r\nContent-Length: 2\r\n\r\n40").getBytes(US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            TimeUnit.MILLISECONDS.sleep(800);
            socket.getOutputStream().write(last);
            assertThat(rest(socket).split("HTTP/1.1 400", -1)).hasSize(3);
        }
    }

    @Test
    void a_websocket_is_not_opened_by_a_request_with_a_body() throws Exception {
        try (Socket slow =
                ask(
                        "GET",
                        "websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nX-Rest:")) {
            assertThat(trickle(slow)).startsWith("HTTP/1.1 400");
        }
    }
}
