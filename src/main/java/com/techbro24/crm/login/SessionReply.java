package com.techbro24.crm.login;

import com.techbro24.crm.access.Session;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, as its owner sees it.
 *
 * @param seenAt when it was last used, to the minute
 * @param idleExpiresAt when it ends if nothing more is heard of it; never after {@code expiresAt}
 * @param expiresAt when it ends in any case
 * @param current whether it is the one that asks
 */
public record SessionReply(
        String id,
        @Nullable String deviceId,
        @Example("\"Ada's phone\"") @Nullable String deviceName,
        String address,
        @Nullable String userAgent,
        Instant createdAt,
        Instant seenAt,
        Instant idleExpiresAt,
        @Example("\"2099-01-31T09:00:00.000Z\"") Instant expiresAt,
        boolean current) {
    static SessionReply of(Session session, @Nullable String currentId) {
        return new SessionReply(
                session.id(),
                session.deviceId(),
                session.deviceName(),
                session.address(),
                session.userAgent(),
                session.createdAt(),
                session.seenAt(),
                session.idleExpiresAt(),
                session.expiresAt(),
                session.id().equals(currentId));
    }
}
