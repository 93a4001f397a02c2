package com.techbro24.crm.webhooks;

import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.StandardSignature;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one signed request to an endpoint. */
final class WebhookSender {
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);
    private static final int ANSWER_BYTES_MAX = 4_096;

    /**
     * What came of an attempt.
     *
     * @param status the status of the answer; null without one
     * @param error why it failed; null if it did not
     * @param retryAfter the shortest wait that the receiver asks for
     */
    record Attempt(
            @Nullable Integer status,
            @Nullable String error,
            Duration took,
            Optional<Duration> retryAfter) {
        boolean isDelivered() {
            return error == null;
        }

        /** Whether the receiver says that it does not want anything any more. */
        boolean isGone() {
            return status != null && status == 410;
        }
    }

    private final OutboundHttp http;
    private final Clock clock;
    private final Duration timeout;

    WebhookSender(OutboundHttp http, Clock clock, Duration timeout) {
        this.http = http;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Signs with each secret, so that a receiver may have the old or the new one. */
    Attempt send(String url, List<String> secrets, String eventKey, String body) {
        long began = System.nanoTime();
        try {
            OutboundRequest request =
                    OutboundRequest.json(URI.create(url), body)
                            .timeout(timeout)
                            .answerBytesMax(ANSWER_BYTES_MAX);
            OutboundResponse response =
                    http.send(StandardSignature.sign(request, secrets, eventKey, clock.instant()));
            boolean isDelivered = response.isSuccess();
            return new Attempt(
                    response.status(),
                    isDelivered ? null : "it answered with status " + response.status(),
                    response.took(),
                    response.retryAfter().filter(wait -> wait.compareTo(RETRY_AFTER_MAX) <= 0));
        } catch (OutboundException e) {
            return failed(e.reason(), began);
        }
    }

    private static Attempt failed(String reason, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Attempt(null, reason, took, Optional.empty());
    }
}
