package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login session.
 *
 * @param idleExpiresAt when it expires without further use; never after {@code expiresAt}
 * @param expiresAt when it expires at the latest
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
