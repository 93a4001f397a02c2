package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session or API key that was recognised.
 *
 * @param expiresAt when it ends; for a session, if nothing more is heard of it. Null for a key
 *     without an end
 * @param seenAt when its use was last written down; null for a key that was never used
 */
public record Credential(Caller caller, @Nullable Instant expiresAt, @Nullable Instant seenAt) {
    public boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
