package com.techbro24.crm.outbound.push;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with all that sending needs.
 *
 * @param address the URL of a browser's push service, or the token of an app
 * @param publicKey of a browser, in base64url; null for an app
 * @param auth the secret of a browser, in base64url; null for an app
 * @param pacedUntil when the next message that is not urgent may be sent
 * @param batchAt when a message for several notifications is due, if one waits; null for none
 */
record PushDevice(
        String id,
        String agentId,
        PushKind kind,
        String address,
        @Nullable String publicKey,
        @Nullable String auth,
        Instant createdAt,
        Instant pacedUntil,
        @Nullable Instant batchAt) {
    /** A phone that wakes up for each notification has an empty battery at noon. */
    static final Duration PACE = Duration.ofSeconds(30);

    PushSubscription shown() {
        return new PushSubscription(id, kind, createdAt);
    }

    /** Whether a message already waits that will tell this notification too. */
    boolean hasBatch(Instant now) {
        return batchAt != null && batchAt.isAfter(now);
    }

    @Override
    public String toString() {
        return "PushDevice[" + id + "]"; // keeps the address out of logs
    }
}
