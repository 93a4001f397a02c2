package com.techbro24.crm.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to send a message. */
public sealed interface SendResult {
    /**
     * The provider took it.
     *
     * @param providerId its id there, by which receipts name it; null for none
     */
    record Sent(String provider, @Nullable String providerId) implements SendResult {}

    /**
     * It may work later.
     *
     * @param after the shortest wait that the provider asks for
     */
    record Later(String reason, Optional<Duration> after) implements SendResult {
        public Later(String reason) {
            this(reason, Optional.empty());
        }
    }

    /** It will never work. */
    record Refused(String reason) implements SendResult {}

    /** It must not, or need not, be sent. */
    record Suppressed(String reason) implements SendResult {}

    /** It must not be sent yet; this counts as no attempt. */
    record Postponed(Instant until) implements SendResult {}
}
