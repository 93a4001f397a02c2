package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.Problem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signatures of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: HMAC-SHA256
 * over {@code id.timestamp.body}, with headers {@code webhook-id}, {@code webhook-timestamp} and
 * {@code webhook-signature}.
 */
public final class StandardSignature {
    /** The form of a secret. */
    public static final String SECRET = "whsec_[A-Za-z0-9+/]{32,}={0,2}";

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Duration AGE_MAX = Duration.ofMinutes(5);
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    /**
     * @param secret {@code whsec_} and the key in Base64
     */
    public StandardSignature(String secret) {
        key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /** A new secret. */
    public static String newSecret() {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        return PREFIX + Base64.getEncoder().encodeToString(random);
    }

    /** A request signed with each secret, so that its receiver may have the old or the new one. */
    public static OutboundRequest sign(
            OutboundRequest request, List<String> secrets, String id, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        StringJoiner all = new StringJoiner(" ");
        for (String secret : secrets) {
            all.add(VERSION + new StandardSignature(secret).signature(id, seconds, request.body()));
        }
        return request.header("webhook-id", id)
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", all.toString());
    }

    /** The headers of a signed body. */
    public Map<String, String> headers(String id, Instant at, byte[] body) {
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put("webhook-signature", VERSION + signature(id, seconds, body));
        return headers;
    }

    /** Refuses a body that is not signed, or not now. */
    public void check(Map<String, String> headers, byte[] body, Instant now) {
        String id = headers.get("webhook-id");
        String seconds = headers.get("webhook-timestamp");
        String given = headers.get("webhook-signature");
        if (id == null || seconds == null || given == null) {
            throw Problem.forbidden(
                    "webhook-id, webhook-timestamp and webhook-signature are required.");
        }
        byte[] right = (VERSION + signature(id, seconds, body)).getBytes(UTF_8);
        boolean matches = false;
        for (String each : given.split(" ")) {
            matches |= MessageDigest.isEqual(right, each.getBytes(UTF_8));
        }
        if (!matches) {
            throw Problem.forbidden("The signature is not valid.");
        }
        if (!seconds.matches("\\d{1,12}")
                || isFar(Instant.ofEpochSecond(Long.parseLong(seconds)), now)) {
            throw Problem.forbidden("The timestamp of the signature is too far from now.");
        }
    }

    private static boolean isFar(Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(AGE_MAX) > 0;
    }

    private String signature(String id, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA256
        }
    }
}
