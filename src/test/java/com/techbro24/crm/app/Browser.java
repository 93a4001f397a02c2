package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.base.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A browser and the push service of its maker, on the loopback: it checks who sends (RFC 8292) and
 * decrypts (RFC 8291) with its own means, none of which are the program's.
 */
final class Browser implements AutoCloseable {
    /** What it was sent. */
    record Received(JsonNode content, Map<String, String> headers) {}

    private final HttpServer server;
    private final KeyPair keys;
    private final byte[] auth = new byte[16];
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final String serverKey;
    private volatile int status = 201;

    /**
     * @param serverKey for which it subscribes
     */
    Browser(String serverKey) {
        this.serverKey = serverKey;
        new SecureRandom().nextBytes(auth);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/send/ada";
    }

    /** As {@code PushSubscription.toJSON()} of a browser gives it. */
    ObjectNode subscription() {
        ObjectNode json = Json.object().put("endpoint", endpoint()).putNull("expirationTime");
        json.putObject("keys")
                .put("p256dh", encode(point((ECPublicKey) keys.getPublic())))
                .put("auth", encode(auth));
        return json;
    }

    /** Answers with this status from now on. */
    void answer(int other) {
        status = other;
    }

    List<Received> received() {
        assertThat(failures).isEmpty();
        return received;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            var headers = exchange.getRequestHeaders();
            checkSender(headers.getFirst("Authorization"));
            assertThat(headers.getFirst("Content-Encoding")).isEqualTo("aes128gcm");
            if (status < 300) {
                received.add(
                        new Received(
                                Json.read(new String(decrypt(body), UTF_8)),
                                Map.of(
                                        "TTL", headers.getFirst("TTL"),
                                        "Urgency", headers.getFirst("Urgency"),
                                        "Topic", headers.getFirst("Topic"))));
            }
        } catch (GeneralSecurityException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void checkSender(String authorization) throws GeneralSecurityException {
        assertThat(authorization).matches("vapid t=[\\w.-]+, k=" + serverKey);
        String[] token = authorization.substring(8, authorization.indexOf(',')).split("\\.");
        JsonNode claims = Json.read(new String(decode(token[1]), UTF_8));
        assertThat(endpoint()).startsWith(claims.get("aud").textValue() + "/send");
        assertThat(claims.get("sub").textValue()).isEqualTo("mailto:ops@crm.test");
        assertThat(claims.has("exp")).isTrue();
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(key(decode(serverKey)));
        signature.update((token[0] + "." + token[1]).getBytes(US_ASCII));
        assertThat(signature.verify(decode(token[2]))).isTrue();
    }

    private byte[] decrypt(byte[] body) throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(body, 16);
        assertThat(ByteBuffer.wrap(body, 16, 4).getInt()).isEqualTo(4096);
        assertThat(body[20]).isEqualTo((byte) 65);
        byte[] sender = Arrays.copyOfRange(body, 21, 86);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        agreement.doPhase(key(sender), true);
        byte[] own = point((ECPublicKey) keys.getPublic());
        byte[] info = join("WebPush: info\0".getBytes(US_ASCII), own, sender);
        byte[] shared = expand(mac(auth, agreement.generateSecret()), info, 32);
        byte[] random = mac(salt, shared);
        byte[] key = expand(random, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
        byte[] nonce = expand(random, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        byte[] padded = cipher.doFinal(body, 86, body.length - 86);
        assertThat(padded[padded.length - 1]).isEqualTo((byte) 2);
        return Arrays.copyOf(padded, padded.length - 1);
    }

    /** RFC 5869 by HMAC alone; one block is enough. */
    private static byte[] expand(byte[] key, byte[] info, int length)
            throws GeneralSecurityException {
        return Arrays.copyOf(mac(key, join(info, new byte[] {1})), length);
    }

    private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static PublicKey key(byte[] point) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint at =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                at, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[65];
        point[0] = 4;
        int at = 1;
        for (BigInteger each : List.of(key.getW().getAffineX(), key.getW().getAffineY())) {
            byte[] bytes = each.toByteArray();
            int length = Math.min(32, bytes.length);
            System.arraycopy(bytes, bytes.length - length, point, at + 32 - length, length);
            at += 32;
        }
        return point;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
