package com.techbro24.crm.integrations.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Twilio's REST API, version 2010-04-01. */
public final class TwilioClient {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OutboundHttp http;
    private final TwilioAccount account;

    public TwilioClient(OutboundHttp http, TwilioAccount account) {
        this.http = http;
        this.account = account;
    }

    public TwilioAccount account() {
        return account;
    }

    /**
     * Creates a resource of the account.
     *
     * @param resource {@code Calls} or {@code Messages}
     * @param form its parameters; one may come more than once
     */
    public JsonNode create(String resource, List<Map.Entry<String, String>> form)
            throws OutboundException, TwilioException {
        return ask(OutboundRequest.post(address(resource + ".json"), FORM, FormBody.bytes(form)));
    }

    /**
     * Reads a resource of the account.
     *
     * @param path below the account, {@code Calls/CA….json}
     */
    public JsonNode read(String path) throws OutboundException, TwilioException {
        return ask(OutboundRequest.get(address(path)));
    }

    /** Reads a file of the account, such as a recording. */
    public OutboundResponse file(URI address, int bytesMax, Duration timeout)
            throws OutboundException, TwilioException {
        OutboundResponse response =
                http.send(
                        authorized(OutboundRequest.get(address))
                                .answerBytesMax(bytesMax)
                                .timeout(timeout));
        if (!response.isSuccess()) {
            throw error(response);
        }
        return response;
    }

    /** How the addresses of the account's recordings begin. */
    public String recordings() {
        return address("Recordings/").toString();
    }

    private URI address(String path) {
        return URI.create(account.api() + "/2010-04-01/Accounts/" + account.sid() + "/" + path);
    }

    private OutboundRequest authorized(OutboundRequest request) {
        String login = account.sid() + ":" + account.authToken();
        String basic = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        return request.header("Authorization", "Basic " + basic);
    }

    private JsonNode ask(OutboundRequest request) throws OutboundException, TwilioException {
        OutboundResponse response = http.send(authorized(request));
        if (!response.isSuccess()) {
            throw error(response);
        }
        return json(response);
    }

    private static TwilioException error(OutboundResponse response) {
        JsonNode told = json(response);
        return new TwilioException(
                response.status(),
                told.path("code").asInt(0),
                told.path("message").asText("HTTP " + response.status()),
                response.retryAfter());
    }

    /** The answer; an empty object if it is no JSON, as that of a proxy may be. */
    private static JsonNode json(OutboundResponse response) {
        try {
            JsonNode read = Json.MAPPER.readTree(response.text());
            return read == null ? Json.object() : read;
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }
}
