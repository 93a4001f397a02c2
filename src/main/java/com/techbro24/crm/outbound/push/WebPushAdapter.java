package com.techbro24.crm.outbound.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.SendResult;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Web Push: an encrypted message to the service of the browser's maker, signed by VAPID. */
final class WebPushAdapter implements PushAdapter {
    private static final String PROVIDER = "web_push";
    private static final Duration SIGNED_FOR = Duration.ofHours(12);
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final OutboundHttp http;
    private final VapidKey key;
    private final String contact;
    private final Clock clock;

    /**
     * @param contact whom the service's operator may ask, a {@code mailto:} or {@code https:} URL
     */
    WebPushAdapter(OutboundHttp http, VapidKey key, String contact, Clock clock) {
        this.http = http;
        this.key = key;
        this.contact = contact;
        this.clock = clock;
    }

    @Override
    public PushKind kind() {
        return PushKind.WEB;
    }

    @Override
    public Answer send(PushDevice device, PushContent content, Manner manner)
            throws OutboundException {
        try {
            URI uri = URI.create(device.address());
            byte[] body =
                    WebPushCipher.encrypt(
                            Json.bytes(content.json()),
                            EcKeys.publicKey(decode(device.publicKey())),
                            decode(device.auth()));
            OutboundResponse response =
                    http.send(
                            OutboundRequest.post(uri, "application/octet-stream", body)
                                    .header("Content-Encoding", "aes128gcm")
                                    .header("TTL", Long.toString(manner.ttl().toSeconds()))
                                    .header("Urgency", manner.urgency())
                                    .header("Topic", content.topic())
                                    .header("Authorization", authorization(uri)));
            return response.status() == NOT_FOUND || response.status() == GONE
                    ? Answer.gone("The browser has ended the subscription.")
                    : Answer.of(PROVIDER, response, "");
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            return new Answer(
                    new SendResult.Refused("The keys of the subscription are not valid."), true);
        }
    }

    /** RFC 8292. */
    private String authorization(URI uri) throws GeneralSecurityException {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        ObjectNode claims =
                Json.object()
                        .put("aud", origin)
                        .put("exp", clock.instant().plus(SIGNED_FOR).getEpochSecond())
                        .put("sub", contact);
        String token = Jwt.es256(Json.object().put("typ", "JWT"), claims, key.privateKey());
        return "vapid t=" + token + ", k=" + key.publicKey();
    }

    @Override
    public Optional<String> refusal(String address) {
        return http.guard().refusal(address);
    }

    static byte[] decode(@Nullable String text) {
        // Browsers write base64url without padding; some libraries add it.
        return Base64.getUrlDecoder().decode(Objects.requireNonNull(text).replace("=", ""));
    }
}
