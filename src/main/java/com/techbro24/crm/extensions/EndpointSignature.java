package com.techbro24.crm.extensions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.outbound.OutboundRequest;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as the Standard Webhooks specification says. */
final class EndpointSignature {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private EndpointSignature() {}

    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    static OutboundRequest sign(OutboundRequest request, String secret, String id, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        return request.header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + of(secret, id, time, request.body()));
    }

    private static String of(String secret, String id, String time, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + time + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
