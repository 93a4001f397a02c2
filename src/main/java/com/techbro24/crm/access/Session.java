package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login that lasts.
 *
 * @param idleExpiresAt when it ends if nothing more is heard of it; never after {@code expiresAt}
 * @param expiresAt when it ends in any case
 */
public record Session(
        String id,
        String agentId,
        @Nullable String deviceId,
        @Nullable String deviceName,
        String address,
        @Nullable String userAgent,
        Instant createdAt,
        Instant seenAt,
        Instant idleExpiresAt,
        Instant expiresAt) {}
