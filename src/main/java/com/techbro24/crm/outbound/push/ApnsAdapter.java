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
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Apple's push service, over HTTP/2 with a signed token. */
final class ApnsAdapter implements PushAdapter {
    private static final String PROVIDER = "apns";

    /** Apple refuses a token that is older than an hour, and one that changes too often. */
    private static final Duration SIGNED_FOR = Duration.ofMinutes(40);

    private static final Set<String> GONE =
            Set.of("Unregistered", "BadDeviceToken", "ExpiredToken");

    private final OutboundHttp http;
    private final ApnsAccount account;
    private final Clock clock;
    private @Nullable Signed signed;

    private record Signed(String token, Instant until) {}

    /**
     * The access of a developer account.
     *
     * @param base of Apple's service
     * @param topic the id of the app
     * @param key the private key, in PEM
     */
    record ApnsAccount(String base, String teamId, String keyId, String topic, String key) {
        @Override
        public String toString() {
            return "ApnsAccount[" + topic + "]"; // keeps the key out of logs
        }
    }

    ApnsAdapter(OutboundHttp http, ApnsAccount account, Clock clock) {
        this.http = http;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public PushKind kind() {
        return PushKind.APNS;
    }

    @Override
    public Answer send(PushDevice device, PushContent content, Manner manner)
            throws OutboundException {
        String token;
        try {
            token = token();
        } catch (GeneralSecurityException broken) {
            return new Answer(new SendResult.Refused("The key of CRM_PUSH_APNS is broken."), false);
        }
        long until = clock.instant().plus(manner.ttl()).getEpochSecond();
        OutboundResponse response =
                http.send(
                        OutboundRequest.json(
                                        URI.create(account.base + "/3/device/" + device.address()),
                                        payload(content).toString())
                                .header("authorization", "bearer " + token)
                                .header("apns-topic", account.topic)
                                .header("apns-push-type", "alert")
                                .header(
                                        "apns-priority",
                                        manner.urgency().equals("low") ? "5" : "10")
                                .header("apns-expiration", Long.toString(until))
                                .header("apns-collapse-id", content.topic())
                                .overHttp2());
        String reason = reason(response);
        if (response.status() == 410 || GONE.contains(reason)) {
            return Answer.gone("The app is no longer installed.");
        }
        if (reason.equals("ExpiredProviderToken")) {
            forget();
            return new Answer(new SendResult.Later(reason), false);
        }
        return Answer.of(PROVIDER, response, reason);
    }

    private static ObjectNode payload(PushContent content) {
        ObjectNode root = Json.object();
        ObjectNode aps = root.putObject("aps");
        aps.putObject("alert").put("title", content.shortTitle()).put("body", content.shortBody());
        aps.put("thread-id", content.topic());
        root.put("id", content.id()).put("type", content.type());
        if (content.entityType() != null) {
            root.put("entityType", content.entityType()).put("entityId", content.entityId());
        }
        return root;
    }

    private static String reason(OutboundResponse response) {
        if (response.isSuccess()) {
            return "";
        }
        try {
            return Json.read(response.text()).path("reason").asText();
        } catch (RuntimeException notJson) {
            return "";
        }
    }

    private synchronized String token() throws GeneralSecurityException {
        Instant now = clock.instant();
        if (signed == null || !now.isBefore(signed.until)) {
            ObjectNode claims =
                    Json.object().put("iss", account.teamId).put("iat", now.getEpochSecond());
            String token =
                    Jwt.es256(
                            Json.object().put("kid", account.keyId),
                            claims,
                            Jwt.pem(account.key, "EC"));
            signed = new Signed(token, now.plus(SIGNED_FOR));
        }
        return signed.token;
    }

    private synchronized void forget() {
        signed = null;
    }
}
