package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.socketio.NodeScript;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures, with the official package of Standard Webhooks as the oracle. */
class StandardSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"text\":\"Grüße\"}".getBytes(UTF_8);

    private final StandardSignature signature = new StandardSignature(SECRET);
    private final Instant now = Instant.now();
    private final Map<String, String> headers = signature.headers("msg_1", now, BODY);

    private void check(Map<String, String> given, byte[] body, Instant at) {
        signature.check(given, body, at);
    }

    @Test
    void the_official_package_agrees() throws Exception {
        String output =
                NodeScript.run(
                        "standard-webhooks.js",
                        SECRET,
                        "msg_1",
                        String.valueOf(headers.get("webhook-timestamp")),
                        String.valueOf(headers.get("webhook-signature")),
                        new String(BODY, UTF_8));

        assertThat(output).isEqualTo("0\n" + headers.get("webhook-signature") + "\n");
    }

    @Test
    void a_valid_one_is_taken_also_beside_one_of_another_secret() {
        check(headers, BODY, now);
        Map<String, String> two = new HashMap<>(headers);
        two.merge("webhook-signature", "v1,bm8=", (right, other) -> other + " " + right);
        check(two, BODY, now);
    }

    @Test
    void another_body_secret_time_or_none_is_refused() {
        assertThatThrownBy(() -> check(headers, new byte[] {1}, now)).hasMessageContaining("valid");
        assertThatThrownBy(() -> check(headers, BODY, now.plusSeconds(301)))
                .hasMessageContaining("timestamp");
        assertThatThrownBy(() -> check(headers, BODY, now.minusSeconds(302)))
                .hasMessageContaining("timestamp");
        assertThatThrownBy(() -> check(Map.of(), BODY, now)).hasMessageContaining("required");
    }
}
