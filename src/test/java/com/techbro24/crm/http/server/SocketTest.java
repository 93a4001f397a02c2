package com.techbro24.crm.http.server;

import static com.techbro24.crm.http.server.Wire.GET;
import static com.techbro24.crm.http.server.Wire.POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that speak badly, slowly or not at all; and the end of the server. */
class SocketTest {
    @TempDir Path folder;
    StackTraces traces;
    TestServer server;

    @BeforeEach
    void start() {
        traces = new StackTraces();
        var base = TestServer.SETTINGS;
        var hasty =
                new HttpServerSettings(
                        base.host(),
                        0,
                        base.corsOrigins(),
                        base.trustedProxies(),
                        base.bodyBytesMax(),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(700),
                        Duration.ofMillis(1_500),
                        base.callerRequestsPerMinuteMax(),
                        base.addressRequestsPerMinuteMax(),
                        base.requestsInFlightMax(),
                        1);
        server = new TestServer(folder, hasty, Clock.systemUTC(), new Taken());
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(traces.close()).isEmpty();
    }

    @Test
    void garbage_is_answered_with_a_problem_and_the_connection_ends() throws IOException {
        for (String garbage :
                new String[] {
                    "\u0016\u0003\u0001 this is not HTTP\r\n\r\n",
                    "GET\r\n\r\n",
                    "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
                    POST + "Content-Length: -5\r\n\r\n",
                    POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
                    POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                }) {
            try (Wire wire = new Wire(server)) {
                wire.send(garbage);
                String answer = wire.rest();
                assertThat(answer).as(garbage).matches("(?s)HTTP/1.[01] 400 .*");
                assertThat(answer).contains("application/problem+json").contains("X-Request-Id");
                assertThat(answer).contains("\"code\":\"invalid\"");
            }
        }
    }

    @Test
    void an_address_or_headers_too_long_have_their_own_status() throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n");
            assertThat(wire.rest()).matches("(?s)HTTP/1.[01] 414 .*").contains("too_large");
        }
        try (Wire wire = new Wire(server)) {
            wire.send("GET / HTTP/1.1\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n");
            assertThat(wire.rest()).matches("(?s)HTTP/1.[01] 431 .*").contains("too_large");
        }
    }

    @Test
    void headers_that_trickle_in_are_cut_off() throws IOException, InterruptedException {
        try (Wire wire = new Wire(server)) {
            wire.send("GET /api/things HTTP/1.1\r\n");
            var end = CompletableFuture.supplyAsync(() -> readQuietly(wire));
            while (!end.isDone()) {
                try {
                    wire.send("X-Slow: 1\r\n");
                } catch (IOException closed) {
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(end.join())
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "\"code\":\"timeout\"")
                    .contains("X-Request-Id");
        }
    }

    @Test
    void the_headers_of_a_second_request_too() throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send(GET);
            assertThat(wire.answer()).startsWith("HTTP/1.1 200");
            wire.send("GET /api/things HT");
            assertThat(wire.rest()).startsWith("HTTP/1.1 408").contains("\"timeout\"");
        }
    }

    private static String readQuietly(Wire wire) {
        try {
            return wire.rest();
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void a_body_that_does_not_come_is_a_408() throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send(POST + "Content-Length: 100\r\n\r\n{");
            assertThat(wire.rest()).startsWith("HTTP/1.1 408").contains("\"code\":\"timeout\"");
        }
    }

    @Test
    void a_connection_that_asks_nothing_more_ends() throws IOException {
        try (Wire silent = new Wire(server)) {
            assertThat(silent.rest()).isEmpty();
        }
        try (Wire wire = new Wire(server)) {
            wire.send(GET);
            assertThat(wire.answer()).startsWith("HTTP/1.1 200");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void a_client_that_hangs_up_leaves_no_trace() throws IOException {
        for (int time = 0; time < 20; time++) {
            try (Wire wire = new Wire(server)) {
                wire.send(time % 2 == 0 ? GET : GET.replace("things", "export"));
                wire.breakOff();
            }
            try (Wire wire = new Wire(server)) {
                wire.send(POST + "Content-Length: 100\r\n\r\n{\"na");
            }
        }
        assertThat(server.get("/api/things").send().status()).isEqualTo(200);
        server.awaitQuiet();
    }

    @Test
    void requests_that_come_together_are_answered_in_order() throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send(GET.replace("things", "things/first") + GET.replace("things", "old"));
            assertThat(wire.answer()).endsWith("{\"what\":\"first\",\"number\":1}");
            assertThat(wire.answer()).endsWith("{\"what\":\"old\",\"number\":1}");
        }
    }

    @Test
    void a_chunked_body_is_read_and_bounded_and_a_broken_one_ends_the_connection()
            throws IOException {
        String head = POST + "Transfer-Encoding: chunked\r\n\r\n";
        try (Wire wire = new Wire(server)) {
            wire.send(head + "8\r\n{\"name\":\r\n4\r\n\"x\"}\r\n0\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 201");
            String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
            wire.send(head + chunk.repeat(8) + "0\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 413");
            wire.send(GET);
            assertThat(wire.answer()).startsWith("HTTP/1.1 200");
        }
        try (Wire wire = new Wire(server)) {
            wire.send(head + "this is no length\r\n\r\n");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void a_client_may_ask_before_it_sends_its_body() throws IOException {
        String head = POST + "Expect: 100-continue\r\n";
        try (Wire wire = new Wire(server)) {
            wire.send(head + "Content-Length: 12\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 100");
            wire.send("{\"name\":\"x\"}");
            assertThat(wire.answer()).startsWith("HTTP/1.1 201");
        }
        try (Wire wire = new Wire(server)) {
            wire.send(head + "Content-Length: 10000000\r\n\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void an_answer_that_takes_too_long_is_503_and_what_comes_later_is_dropped() throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send(GET.replace("things", "slow"));
            String answer = wire.answer();
            assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: 2");
            server.things.slow.countDown();
            wire.send(GET);
            assertThat(wire.answer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void another_server_may_take_its_paths_first_and_the_connection_ends_like_any_other()
            throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send("GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(wire.answer()).endsWith("taken");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void a_stop_finishes_what_is_in_flight_and_takes_nothing_more() throws Exception {
        try (Wire busy = new Wire(server);
                Wire idle = new Wire(server)) {
            idle.send(GET);
            assertThat(idle.answer()).startsWith("HTTP/1.1 200");
            busy.send(GET.replace("things", "slow"));
            assertThat(server.things.slowBegun.await(10, TimeUnit.SECONDS)).isTrue();
            int port = server.port();
            var stopping = CompletableFuture.runAsync(server::stop);
            assertThat(idle.rest()).isEmpty();
            server.things.slow.countDown();
            assertThat(busy.answer()).startsWith("HTTP/1.1 200").contains("\"what\":\"slow\"");
            stopping.get(10, TimeUnit.SECONDS);
            assertThat(isListening(port)).isFalse();
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
