package com.techbro24.crm.webhooks;

import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A sample to send to an endpoint.
 *
 * @param event the newest event of this name is sent; null for {@code webhook.test}
 */
@Example("{}")
record WebhookTest(@Size(min = 1, max = 100) @Nullable String event) {
    /**
     * What the endpoint answered.
     *
     * @param delivered whether it answered with a status from 200 to 299
     * @param status the status of the answer; null without one
     * @param error why it failed; null if it did not
     * @param milliseconds how long it took
     */
    record Answer(
            boolean delivered,
            @Nullable Integer status,
            @Nullable String error,
            long milliseconds) {
        static Answer of(WebhookSender.Attempt attempt) {
            return new Answer(
                    attempt.isDelivered(),
                    attempt.status(),
                    attempt.error(),
                    attempt.took().toMillis());
        }
    }
}
