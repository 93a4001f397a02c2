package com.techbro24.crm.outbound.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundAllow;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.support.TestClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapters of Google's and Apple's services, against fakes that follow their references. */
class AppPushTest {
    private static final PushContent CONTENT =
            new PushContent("n1", "Grüße", "Ada", "lead", "lead", "l1", "t".repeat(32), 1);
    private static final PushAdapter.Manner HIGH =
            new PushAdapter.Manner("high", Duration.ofMinutes(15));

    private final Vertx vertx = Vertx.vertx();
    private final TestClock clock = new TestClock();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>(List.of(200, 429, 404, 401));

    /** The forms and tokens by which the adapter says who it is. */
    private final List<String> said = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private int listen(HttpServerOptions options, BiConsumer<HttpServerRequest, Buffer> how) {
        return vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(
                        request -> {
                            paths.add(request.path());
                            request.bodyHandler(body -> how.accept(request, body));
                        })
                .listen()
                .await()
                .actualPort();
    }

    private static PushDevice device(PushKind kind) {
        return new PushDevice(
                "d1", "a1", kind, "token-1", null, null, Instant.EPOCH, Instant.EPOCH, null);
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static JsonNode verified(String token, String algorithm, KeyPair pair)
            throws Exception {
        String[] parts = token.split("\\.");
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
    }

    /**
     * Google: a token, then a success, too many, an app that is gone, and a token that has ended.
     */
    private void google(HttpServerRequest request, Buffer body) {
        if ("/token".equals(request.path())) {
            said.add(body.toString());
            request.response().end("{\"access_token\":\"ya29\",\"expires_in\":3600}");
            return;
        }
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer ya29");
        sent.add(Json.read(body.toString()));
        int status = statuses.removeFirst();
        request.response().setStatusCode(status);
        if (status == 429) {
            request.response().putHeader("Retry-After", "60");
        }
        String gone = "{\"error\":{\"details\":[{\"errorCode\":\"UNREGISTERED\"}]}}";
        request.response().end(status == 404 ? gone : "{}");
    }

    /** Apple: a success, then an app that is gone. */
    private void apple(HttpServerRequest request, Buffer body) {
        said.add(request.getHeader("authorization"));
        sent.add(Json.read(body.toString()));
        headers.add(
                String.join(
                        " ",
                        request.version().name(),
                        request.getHeader("apns-topic"),
                        request.getHeader("apns-priority")));
        if (said.size() > 1) {
            request.response().setStatusCode(410).end("{\"reason\":\"Unregistered\"}");
        } else {
            request.response().end();
        }
    }

    private OutboundHttp client(Optional<TrustOptions> trust) {
        return new OutboundHttp(
                vertx,
                new AddressGuard(
                        OutboundAllow.of(List.of("127.0.0.1")),
                        _ -> List.of(InetAddress.ofLiteral("127.0.0.1"))),
                trust);
    }

    @Test
    void google_is_asked_for_a_token_once_and_says_when_an_app_is_gone() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        int port = listen(new HttpServerOptions(), this::google);
        String base = "http://127.0.0.1:" + port;
        String file =
                Json.object()
                        .put("project_id", "crm")
                        .put("client_email", "push@crm.test")
                        .put("private_key", pem(pair.getPrivate()))
                        .put("token_uri", base + "/token")
                        .toString();
        try (OutboundHttp http = client(Optional.empty())) {
            PushAdapter fcm = new FcmAdapter(http, FcmAdapter.FcmAccount.read(file, base), clock);
            PushDevice device = device(PushKind.FCM);
            assertThat(fcm.send(device, CONTENT, HIGH).result())
                    .isInstanceOf(SendResult.Sent.class);
            assertThat(fcm.send(device, CONTENT, HIGH).result())
                    .isEqualTo(
                            new SendResult.Later("HTTP 429", Optional.of(Duration.ofSeconds(60))));
            assertThat(fcm.send(device, CONTENT, HIGH).gone()).isTrue();
            assertThat(fcm.send(device, CONTENT, HIGH).result())
                    .isInstanceOf(SendResult.Later.class);
        }
        assertThat(said).hasSize(1);
        String form = URLDecoder.decode(said.getFirst(), UTF_8);
        assertThat(form).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&");
        JsonNode claims = verified(form.replaceFirst(".*assertion=", ""), "SHA256withRSA", pair);
        assertThat(claims.get("iss").textValue()).isEqualTo("push@crm.test");
        assertThat(claims.get("aud").textValue()).isEqualTo(base + "/token");
        assertThat(paths).contains("/v1/projects/crm/messages:send");
        assertThat(sent.getFirst().at("/message/token").textValue()).isEqualTo("token-1");
        assertThat(sent.getFirst().at("/message/android/ttl").textValue()).isEqualTo("900s");
        assertThat(sent.getFirst().at("/message/notification/title").textValue())
                .isEqualTo("Grüße");
    }

    @Test
    void apple_is_spoken_to_over_http_2_with_a_signed_token() throws Exception {
        KeyPair pair = EcKeys.make();
        SelfSignedCertificate own = SelfSignedCertificate.create("push.invalid");
        int port =
                listen(
                        new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(own.keyCertOptions()),
                        this::apple);
        try (OutboundHttp http = client(Optional.of(own.trustOptions()))) {
            PushAdapter apns =
                    new ApnsAdapter(
                            http,
                            new ApnsAdapter.ApnsAccount(
                                    "https://push.invalid:" + port,
                                    "TEAM",
                                    "KEY",
                                    "test.crm",
                                    pem(pair.getPrivate())),
                            clock);
            PushDevice device = device(PushKind.APNS);
            assertThat(apns.send(device, CONTENT, HIGH).result())
                    .isInstanceOf(SendResult.Sent.class);
            assertThat(apns.send(device, CONTENT, HIGH).gone()).isTrue();
        }
        assertThat(paths).containsOnly("/3/device/token-1");
        assertThat(headers.getFirst()).isEqualTo("HTTP_2 test.crm 10");
        assertThat(sent.getFirst().at("/aps/alert/title").textValue()).isEqualTo("Grüße");
        assertThat(said.getFirst()).startsWith("bearer ").isEqualTo(said.getLast());
        JsonNode claims =
                verified(
                        said.getFirst().substring("bearer ".length()),
                        "SHA256withECDSAinP1363Format",
                        pair);
        assertThat(claims.get("iss").textValue()).isEqualTo("TEAM");
    }
}
