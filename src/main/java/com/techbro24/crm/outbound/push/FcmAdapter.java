package com.techbro24.crm.outbound.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.SendResult;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Firebase Cloud Messaging, version 1 of its HTTP interface. */
final class FcmAdapter implements PushAdapter {
    private static final String PROVIDER = "fcm";
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration SIGNED_FOR = Duration.ofHours(1);

    /** A token is renewed before it ends. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final OutboundHttp http;
    private final FcmAccount account;
    private final Clock clock;
    private @Nullable Access access;

    private record Access(String token, Instant until) {}

    FcmAdapter(OutboundHttp http, FcmAccount account, Clock clock) {
        this.http = http;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public PushKind kind() {
        return PushKind.FCM;
    }

    @Override
    public Answer send(PushDevice device, PushContent content, Manner manner)
            throws OutboundException {
        String token;
        try {
            token = token();
        } catch (GeneralSecurityException broken) {
            return new Answer(new SendResult.Refused("The key of CRM_PUSH_FCM is broken."), false);
        }
        if (token.isEmpty()) {
            return new Answer(new SendResult.Later("Google refused the login."), false);
        }
        OutboundResponse response =
                http.send(
                        OutboundRequest.json(
                                        account.sendUri(),
                                        message(device, content, manner).toString())
                                .header("Authorization", "Bearer " + token));
        String code = code(response);
        if (response.status() == 401) {
            forget();
            return new Answer(new SendResult.Later("Google did not accept the login."), false);
        }
        return code.equals("UNREGISTERED")
                ? Answer.gone("The app is no longer installed.")
                : Answer.of(PROVIDER, response, code);
    }

    private static ObjectNode message(PushDevice device, PushContent content, Manner manner) {
        ObjectNode root = Json.object();
        ObjectNode message = root.putObject("message").put("token", device.address());
        message.putObject("notification")
                .put("title", content.shortTitle())
                .put("body", content.shortBody());
        ObjectNode data = message.putObject("data").put("type", content.type());
        if (content.id() != null) {
            data.put("id", content.id());
        }
        if (content.entityType() != null) {
            data.put("entityType", content.entityType()).put("entityId", content.entityId());
        }
        message.putObject("android")
                .put("priority", manner.urgency().equals("high") ? "HIGH" : "NORMAL")
                .put("ttl", manner.ttl().toSeconds() + "s")
                .put("collapse_key", content.topic());
        return root;
    }

    private static String code(OutboundResponse response) {
        if (response.isSuccess()) {
            return "";
        }
        try {
            JsonNode error = Json.read(response.text()).path("error");
            for (JsonNode detail : error.path("details")) {
                if (detail.has("errorCode")) {
                    return detail.path("errorCode").asText();
                }
            }
            return error.path("status").asText();
        } catch (RuntimeException notJson) {
            return "";
        }
    }

    /** Empty if Google refuses. */
    private synchronized String token() throws GeneralSecurityException, OutboundException {
        Instant now = clock.instant();
        if (access != null && now.isBefore(access.until)) {
            return access.token;
        }
        ObjectNode claims =
                Json.object()
                        .put("iss", account.email())
                        .put("scope", SCOPE)
                        .put("aud", account.tokenUri().toString())
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plus(SIGNED_FOR).getEpochSecond());
        String signed =
                Jwt.rs256(Json.object().put("typ", "JWT"), claims, Jwt.pem(account.key(), "RSA"));
        String form = "grant_type=" + URLEncoder.encode(GRANT, UTF_8) + "&assertion=" + signed;
        OutboundResponse response =
                http.send(
                        OutboundRequest.post(
                                account.tokenUri(),
                                "application/x-www-form-urlencoded",
                                form.getBytes(UTF_8)));
        if (!response.isSuccess()) {
            return "";
        }
        JsonNode answer = Json.read(response.text());
        Instant until = now.plusSeconds(answer.path("expires_in").asLong()).minus(MARGIN);
        access = new Access(answer.path("access_token").asText(), until);
        return access.token;
    }

    private synchronized void forget() {
        access = null;
    }

    /**
     * A service account of a Firebase project.
     *
     * @param sendUri where messages are handed in
     * @param key the private key, in PEM
     */
    record FcmAccount(URI sendUri, String email, String key, URI tokenUri) {
        /** As Firebase's file of the account has it. */
        static FcmAccount read(String json, String base) {
            JsonNode file = Json.read(json);
            String project = file.path("project_id").asText();
            FcmAccount account =
                    new FcmAccount(
                            URI.create(base + "/v1/projects/" + project + "/messages:send"),
                            file.path("client_email").asText(),
                            file.path("private_key").asText(),
                            URI.create(file.path("token_uri").asText()));
            if (project.isEmpty() || account.email.isEmpty() || account.key.isEmpty()) {
                throw new IllegalArgumentException("is not the file of a service account");
            }
            return account;
        }

        @Override
        public String toString() {
            return "FcmAccount[" + email + "]"; // keeps the key out of logs
        }
    }
}
