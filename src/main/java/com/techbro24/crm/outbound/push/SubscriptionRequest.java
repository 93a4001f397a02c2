package com.techbro24.crm.outbound.push;

import com.techbro24.crm.http.Example;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the device has it. A browser's {@code PushSubscription.toJSON()} is one.
 *
 * @param kind the push service; null for Web Push
 * @param endpoint the URL of the browser's push service, or the token of the app
 * @param expirationTime as browsers say; it is not used
 * @param keys the keys of a browser; null for an app
 */
public record SubscriptionRequest(
        @Nullable PushKind kind,
        @Example("\"https://push.example.com/send/4bV7sLq1Zy8w\"")
                @NotBlank
                @Size(max = SubscriptionRequest.ENDPOINT_LENGTH_MAX)
                String endpoint,
        @Nullable Long expirationTime,
        @Valid @Nullable SubscriptionKeys keys) {
    static final int ENDPOINT_LENGTH_MAX = 2_000;

    @Override
    public String toString() {
        return "SubscriptionRequest[" + kind + "]"; // keeps the address out of logs
    }

    /**
     * The keys of a browser, in base64url.
     *
     * @param p256dh its public key
     * @param auth its secret
     */
    public record SubscriptionKeys(
            @Example(
                            "\"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\"")
                    @NotBlank
                    @Size(max = 100)
                    String p256dh,
            @Example("\"BTBZMqHH6r4Tts7J_aSIgg\"") @NotBlank @Size(max = 50) String auth) {
        @Override
        public String toString() {
            return "SubscriptionKeys"; // keeps the secret out of logs
        }
    }
}
