package com.techbro24.crm.login;

import com.techbro24.crm.access.Session;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session, as its owner sees it.
 *
 * @param deviceName the name of the device; null if the client gave none
 * @param address the network address that it was used from last
 * @param userAgent what the client calls itself; null if it does not
 * @param seenAt last use, to the minute
 * @param idleExpiresAt when it expires without further use; never after {@code expiresAt}
 * @param expiresAt when it expires at the latest
 * @param current whether it is the session of this request
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
