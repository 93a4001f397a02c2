package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundHttpTest {
    private static final OutboundAllow LOOPBACK = OutboundAllow.of(List.of("127.0.0.1", "::1"));

    private final Vertx vertx = Vertx.vertx();
    private final List<String> hosts = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private URI receiver(Consumer<HttpServerRequest> how) {
        return URI.create("http://127.0.0.1:" + listen(new HttpServerOptions(), how) + "/hook?a=b");
    }

    private int listen(HttpServerOptions options, Consumer<HttpServerRequest> how) {
        HttpServer server =
                vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                        .requestHandler(
                                request -> {
                                    hosts.add(String.valueOf(request.authority()));
                                    how.accept(request);
                                });
        return server.listen().await().actualPort();
    }

    private OutboundHttp client(OutboundAllow allow, AddressGuard.Resolver resolver) {
        return new OutboundHttp(vertx, new AddressGuard(allow, resolver));
    }

    private OutboundResponse send(OutboundRequest request) throws OutboundException {
        try (OutboundHttp http = client(LOOPBACK, AddressGuard.Resolver.SYSTEM)) {
            return http.send(request);
        }
    }

    @Test
    void a_request_and_its_answer_come_through_whole() throws OutboundException {
        URI uri =
                receiver(
                        request ->
                                request.bodyHandler(
                                        body ->
                                                request.response()
                                                        .setStatusCode(201)
                                                        .putHeader("X-Seen", request.uri())
                                                        .putHeader("Retry-After", "7")
                                                        .end(request.getHeader("A") + body)));
        OutboundResponse response = send(OutboundRequest.json(uri, "{}").header("A", "1"));
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.isSuccess()).isTrue();
        assertThat(response.text()).isEqualTo("1{}");
        assertThat(response.header("x-seen")).contains("/hook?a=b");
        assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(hosts).containsExactly("127.0.0.1:" + uri.getPort());
    }

    @Test
    void a_redirect_is_not_followed() throws OutboundException {
        AtomicInteger inside = new AtomicInteger();
        URI secret =
                receiver(
                        request -> {
                            inside.incrementAndGet();
                            request.response().end();
                        });
        URI uri =
                receiver(
                        request ->
                                request.response()
                                        .setStatusCode(302)
                                        .putHeader("Location", secret.toString())
                                        .end());
        OutboundResponse response = send(OutboundRequest.get(uri));
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.isSuccess()).isFalse();
        assertThat(inside).hasValue(0);
    }

    @Test
    void an_answer_that_drips_ends_with_the_time() {
        URI uri =
                receiver(
                        request -> {
                            var response = request.response().setChunked(true);
                            long _ = vertx.setPeriodic(20, _ -> response.write("x"));
                        });
        assertThatThrownBy(() -> send(OutboundRequest.get(uri).timeout(Duration.ofMillis(300))))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("PT0.3S");
    }

    @Test
    void a_receiver_that_never_answers_ends_with_the_time() {
        URI uri = receiver(_ -> {});
        assertThatThrownBy(() -> send(OutboundRequest.get(uri).timeout(Duration.ofMillis(200))))
                .isInstanceOf(OutboundException.class);
    }

    @Test
    void a_huge_answer_is_cut() throws OutboundException {
        URI uri =
                receiver(
                        request -> {
                            var response = request.response().setChunked(true);
                            for (int part = 0; part < 100; part++) {
                                var _ = response.write(Buffer.buffer("x".repeat(10_000)));
                            }
                            var _ = response.end();
                        });
        OutboundResponse response = send(OutboundRequest.get(uri).answerBytesMax(25_000));
        assertThat(response.isCut()).isTrue();
        assertThat(response.body()).hasSize(25_000);
    }

    @Test
    void a_connection_that_breaks_is_a_failure() {
        URI uri = receiver(request -> request.connection().close());
        assertThatThrownBy(() -> send(OutboundRequest.json(uri, "{}")))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failed -> assertThat(failed.isForbidden()).isFalse());
    }

    @Test
    void nobody_listening_is_a_failure() throws Exception {
        int port;
        try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(
                        () ->
                                send(
                                        OutboundRequest.get(
                                                URI.create("http://127.0.0.1:" + port + "/"))))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("no connection");
    }

    /** The name leads outside when it is saved, and inside when the request is made. */
    @Test
    void a_name_that_changes_its_address_leads_nowhere() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        URI secret = receiver(_ -> inside.incrementAndGet());
        String url = "https://rebind.example:" + secret.getPort() + "/";
        AddressGuard.Resolver changing =
                _ ->
                        List.of(
                                InetAddress.ofLiteral(
                                        asked.getAndIncrement() == 0
                                                ? "93.184.215.14"
                                                : "127.0.0.1"));
        try (AddressGuard saved = new AddressGuard(OutboundAllow.NOTHING, changing);
                OutboundHttp http = client(OutboundAllow.NOTHING, changing)) {
            assertThat(saved.refusal(url)).isEmpty();
            assertThatThrownBy(() -> http.send(OutboundRequest.get(URI.create(url))))
                    .isInstanceOfSatisfying(
                            OutboundException.class,
                            refused -> assertThat(refused.isForbidden()).isTrue());
        }
        assertThat(asked.get()).isEqualTo(2);
        assertThat(inside).hasValue(0);
    }

    /** It connects to the checked address: the name alone would lead to nobody. */
    @Test
    void the_checked_address_is_the_one_that_is_called() throws OutboundException {
        URI uri = receiver(request -> request.response().end("here"));
        OutboundAllow allow = OutboundAllow.of(List.of("crm.invalid"));
        try (OutboundHttp http = client(allow, _ -> List.of(InetAddress.ofLiteral("127.0.0.1")))) {
            URI named = URI.create("http://crm.invalid:" + uri.getPort() + "/");
            assertThat(http.send(OutboundRequest.get(named)).text()).isEqualTo("here");
        }
        assertThat(hosts).containsExactly("crm.invalid:" + uri.getPort());
    }

    @Test
    void a_certificate_must_be_of_the_name_and_of_a_known_authority() throws OutboundException {
        SelfSignedCertificate own = SelfSignedCertificate.create("crm.invalid");
        int port =
                listen(
                        new HttpServerOptions()
                                .setSsl(true)
                                .setKeyCertOptions(own.keyCertOptions()),
                        request -> request.response().end("safe"));
        OutboundAllow allow = OutboundAllow.of(List.of("127.0.0.1"));
        AddressGuard.Resolver loopback = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        URI right = URI.create("https://crm.invalid:" + port + "/");
        URI other = URI.create("https://other.invalid:" + port + "/");
        try (OutboundHttp trusting =
                        new OutboundHttp(
                                vertx,
                                new AddressGuard(allow, loopback),
                                Optional.of(own.trustOptions()));
                OutboundHttp strict = client(allow, loopback)) {
            assertThat(trusting.send(OutboundRequest.get(right)).text()).isEqualTo("safe");
            assertThatThrownBy(() -> trusting.send(OutboundRequest.get(other)))
                    .isInstanceOf(OutboundException.class);
            assertThatThrownBy(() -> strict.send(OutboundRequest.get(right)))
                    .isInstanceOf(OutboundException.class);
        }
    }

    @Test
    void http_2_is_spoken_where_it_is_asked_for() throws OutboundException {
        SelfSignedCertificate own = SelfSignedCertificate.create("push.invalid");
        int port =
                listen(
                        new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(own.keyCertOptions()),
                        request -> request.response().end(request.version().name()));
        try (OutboundHttp http =
                new OutboundHttp(
                        vertx,
                        new AddressGuard(
                                LOOPBACK, _ -> List.of(InetAddress.ofLiteral("127.0.0.1"))),
                        Optional.of(own.trustOptions()))) {
            OutboundRequest request =
                    OutboundRequest.post(
                            URI.create("https://push.invalid:" + port + "/3/device/x"),
                            "text/plain",
                            "hello".getBytes(UTF_8));
            assertThat(http.send(request.overHttp2()).text()).isEqualTo("HTTP_2");
            assertThat(http.send(request).text()).isEqualTo("HTTP_1_1");
        }
    }
}
