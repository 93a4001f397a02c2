package com.techbro24.crm.integrations.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.integrations.Connector.ConnectorException;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends requests to HubSpot within the limits that its headers tell. */
final class HubSpotClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
    private static final Duration LIMITED = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES_MAX = 16 << 20;
    private static final int TRIES_MAX = 4;
    private static final String REMAINING = "x-hubspot-ratelimit-remaining";
    private static final String INTERVAL = "x-hubspot-ratelimit-interval-milliseconds";

    private final OutboundHttp http;
    private final String base;
    private final String token;
    private final Clock clock;
    private Instant serverTime;

    /**
     * An answer that is neither a success nor a reason to wait.
     *
     * @param body may name what is wrong
     */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status < 300;
        }

        String message() {
            return body.path("message").asText("It answered " + status + ".");
        }
    }

    HubSpotClient(OutboundHttp http, String base, String token, Clock clock) {
        this.http = http;
        this.base = base.replaceFirst("/+$", "");
        this.token = token;
        this.clock = clock;
        this.serverTime = clock.instant();
    }

    /** The time there, from its last answer. */
    Instant serverTime() {
        return serverTime;
    }

    Answer get(String path) throws ConnectorException {
        return send("GET", path, null);
    }

    Answer post(String path, JsonNode body) throws ConnectorException {
        return send("POST", path, body);
    }

    /** As {@link #post}, where every refusal is a fault. */
    JsonNode posted(String path, JsonNode body) throws ConnectorException {
        return success(post(path, body));
    }

    static JsonNode success(Answer answer) throws ConnectorException {
        if (!answer.isSuccess()) {
            throw ConnectorException.later("HubSpot refused: " + answer.message(), null);
        }
        return answer.body();
    }

    private Answer send(String method, String path, @Nullable JsonNode body)
            throws ConnectorException {
        for (int attempt = 1; ; attempt++) {
            OutboundResponse response = once(method, path, body);
            int status = response.status();
            if (status == 401 || status == 403) {
                throw ConnectorException.forGood(
                        "HubSpot refuses the token ("
                                + status
                                + "); enter one with the scopes"
                                + " that docs/hubspot.md names.");
            }
            if (status != 429 && status < 500) {
                return new Answer(status, json(response));
            }
            Duration wait =
                    response.retryAfter()
                            .or(() -> status == 429 ? interval(response) : Optional.empty())
                            .orElse(status == 429 ? LIMITED : Duration.ofSeconds(attempt));
            if (attempt == TRIES_MAX || wait.compareTo(PAUSE_MAX) > 0) {
                String why =
                        status == 429
                                ? "HubSpot's limit of requests is reached."
                                : "HubSpot answered " + status + ".";
                throw ConnectorException.later(why, status == 429 ? wait : null);
            }
            pause(wait);
        }
    }

    private OutboundResponse once(String method, String path, @Nullable JsonNode body)
            throws ConnectorException {
        URI uri = URI.create(base + path);
        OutboundRequest request =
                (body == null
                                ? OutboundRequest.get(uri)
                                : OutboundRequest.json(uri, body.toString()))
                        .method(method)
                        .timeout(TIMEOUT)
                        .answerBytesMax(ANSWER_BYTES_MAX)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json");
        OutboundResponse response;
        try {
            response = http.send(request);
        } catch (OutboundException e) {
            throw ConnectorException.later("HubSpot can't be reached: " + e.reason() + ".", null);
        }
        serverTime = time(response).orElseGet(clock::instant);
        boolean isUsedUp = response.header(REMAINING).filter("0"::equals).isPresent();
        if (isUsedUp && response.status() != 429) {
            interval(response)
                    .filter(wait -> wait.compareTo(PAUSE_MAX) <= 0)
                    .ifPresent(this::pause);
        }
        return response;
    }

    private static Optional<Duration> interval(OutboundResponse response) {
        return response.header(INTERVAL)
                .filter(text -> text.matches("[0-9]{1,7}"))
                .map(text -> Duration.ofMillis(Long.parseLong(text)));
    }

    private static Optional<Instant> time(OutboundResponse response) {
        try {
            return response.header("date")
                    .map(
                            text ->
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static JsonNode json(OutboundResponse response) throws ConnectorException {
        if (response.body().length == 0) {
            return Json.object();
        }
        if (response.isCut()) {
            throw ConnectorException.later("HubSpot's answer is too long.", null);
        }
        try {
            return Json.parse(response.body());
        } catch (Problem notJson) {
            throw ConnectorException.later("HubSpot's answer is no JSON.", null);
        }
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
