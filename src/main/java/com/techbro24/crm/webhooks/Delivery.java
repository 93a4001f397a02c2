package com.techbro24.crm.webhooks;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver an event.
 *
 * @param webhookId the endpoint
 * @param seq the seq of the event in the log
 * @param event the name under which it was sent
 * @param eventKey the id that the receiver saw; the same at each attempt
 * @param attempt 1 for the first attempt
 * @param outcome what became of it
 * @param status the status of the answer; null without one
 * @param error why it failed; null if it did not
 * @param milliseconds how long it took
 */
public record Delivery(
        String id,
        int version,
        String webhookId,
        long seq,
        @Example("\"lead.created\"") String event,
        @Example("\"evt_0198a6c27d3e7b1a9c445f0e2d8b6a17_42\"") String eventKey,
        int attempt,
        Outcome outcome,
        @Nullable Integer status,
        @Nullable String error,
        long milliseconds,
        Instant createdAt)
        implements Entity {
    /** What became of an attempt. */
    public enum Outcome {
        /** The receiver answered with a status from 200 to 299. */
        DELIVERED,
        /** It will be tried again. */
        FAILED,
        /** It failed at the last attempt. */
        GIVEN_UP
    }

    private static final int ERROR_LENGTH_MAX = 500;

    static Delivery of(
            String webhookId,
            EndpointState.Task task,
            String event,
            String eventKey,
            WebhookSender.Attempt attempt,
            boolean isLast,
            Instant now) {
        String error = attempt.error();
        return new Delivery(
                Id.next(),
                1,
                webhookId,
                task.seq(),
                event,
                eventKey,
                task.attempts() + 1,
                attempt.isDelivered()
                        ? Outcome.DELIVERED
                        : isLast ? Outcome.GIVEN_UP : Outcome.FAILED,
                attempt.status(),
                error == null || error.length() <= ERROR_LENGTH_MAX
                        ? error
                        : error.substring(0, ERROR_LENGTH_MAX),
                attempt.took().toMillis(),
                now);
    }
}
