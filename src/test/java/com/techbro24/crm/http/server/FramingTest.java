package com.techbro24.crm.http.server;

import static com.techbro24.crm.http.server.Wire.GET;
import static com.techbro24.crm.http.server.Wire.POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a proxy on their way may have read otherwise, on the routes and before them. */
class FramingTest {
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
        try (Wire wire = new Wire(server)) {
            wire.send(GET.replace("HTTP/1.1", "HTTP/1.0").replace("Host: x\r\n", ""));
            assertThat(wire.rest()).matches("(?s)HTTP/1.[01] 200 .*");
        }
    }

    @Test
    void a_request_with_two_authorization_headers_is_rejected() throws IOException {
        for (String path : new String[] {"/api/things", "/socket.io/?EIO=4"}) {
            String get = GET.replace("/api/things", path);
            for (String second : new String[] {"a", "b"}) {
                assertIsRefusedAtOnce(
                        get.replace(
                                "Host: x\r\n",
                                "Host: x\r\nAuthorization: Bearer a\r\nauthorization: Bearer "
                                        + second
                                        + "\r\n"));
            }
        }
    }

    /** Sends it with another request behind it, of which nothing may come. */
    private void assertIsRefusedAtOnce(String request) throws IOException {
        try (Wire wire = new Wire(server)) {
            wire.send(request + POST + "Content-Length: 12\r\n\r\n{\"name\":\"x\"}" + GET);
            String answer = wire.rest();
            assertThat(answer).as(request).matches("(?s)HTTP/1.[01] 400 .*");
            assertThat(answer).contains("application/problem+json").contains("\"invalid\"");
            assertThat(answer.split("X-Request-Id", -1)).as(answer).hasSize(2);
        }
    }
}
