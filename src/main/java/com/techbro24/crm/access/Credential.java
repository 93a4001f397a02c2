package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated session or API key.
 *
 * @param expiresAt when it expires; for a session, its idle timeout. Null for a key that does not
 *     expire
 * @param seenAt the last recorded use; null for an unused key
 */
public record Credential(Caller caller, @Nullable Instant expiresAt, @Nullable Instant seenAt) {
    public boolean isLive(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
