package com.techbro24.crm.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a proxy on their way may have read otherwise, on the routes and before them. */
class FramingTest {
    private static final String GET =
            "GET /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer agent\r\n\r\n";
    private static final String POST =
            "POST /api/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer agent\r\n"
                    + "Content-Type: application/json\r\n";

    @TempDir Path folder;
    TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder, TestServer.SETTINGS, Clock.systemUTC(), new Taken());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_body_whose_end_others_may_see_elsewhere_is_refused_and_nothing_after_it_is_read()
            throws IOException {
        String chunk = "c\r\n{\"name\":\"x\"}\r\n0\r\n\r\n";
        for (String codings :
                new String[] {
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
                    "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: chunked,chunked\r\n",
                    "Transfer-Encoding: gzip, chunked\r\n",
                    "Transfer-Encoding: chunked;a=b\r\n",
                    "Transfer-Encoding: identity\r\n",
                    "Transfer-Encoding: x\r\nContent-Length: 30\r\n",
                    "Transfer-Encoding:\r\n"
                }) {
            assertIsRefusedAtOnce(POST + codings + "\r\n" + chunk);
            assertIsRefusedAtOnce(
                    POST.replace("/api/things", "/socket.io/?EIO=4") + codings + "\r\n" + chunk);
        }
        assertIsRefusedAtOnce(
                POST.replace("HTTP/1.1", "HTTP/1.0")
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunk);
        assertThat(server.get("/api/things").send().text()).doesNotContain("\"x\"");
    }

    @Test
    void a_request_without_a_host_or_with_two_is_refused_and_nothing_after_it_is_read()
            throws IOException {
        for (String path : new String[] {"/api/things", "/socket.io/?EIO=4"}) {
            String get = GET.replace("/api/things", path);
            assertIsRefusedAtOnce(get.replace("Host: x\r\n", ""));
            assertIsRefusedAtOnce(get.replace("Host: x\r\n", "Host: x\r\nHost: x\r\n"));
            assertIsRefusedAtOnce(get.replace("Host: x\r\n", "Host: x\r\nA: b\r\nhost: y\r\n"));
        }
        try (Socket socket = connect()) {
            send(socket, GET.replace("HTTP/1.1", "HTTP/1.0").replace("Host: x\r\n", ""));
            assertThat(rest(socket)).matches("(?s)HTTP/1.[01] 200 .*");
        }
    }

    /** Sends it with another request behind it, of which nothing may come. */
    private void assertIsRefusedAtOnce(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request + POST + "Content-Length: 12\r\n\r\n{\"name\":\"x\"}" + GET);
            String answer = rest(socket);
            assertThat(answer).as(request).matches("(?s)HTTP/1.[01] 400 .*");
            assertThat(answer).contains("application/problem+json").contains("\"invalid\"");
            assertThat(answer.split("X-Request-Id", -1)).as(answer).hasSize(2);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** All that comes until the server closes the connection. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
