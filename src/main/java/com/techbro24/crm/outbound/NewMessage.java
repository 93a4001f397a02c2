package com.techbro24.crm.outbound;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to queue; see {@link Message}.
 *
 * @param dueAt when it is sent; null for at once
 */
public record NewMessage(
        String channel,
        String recipient,
        Map<String, @Nullable Object> payload,
        @Nullable String aboutType,
        @Nullable String aboutId,
        @Nullable String notificationId,
        @Nullable String agentId,
        @Nullable Instant dueAt) {
    public static NewMessage to(
            String channel, String recipient, Map<String, @Nullable Object> payload) {
        return new NewMessage(channel, recipient, payload, null, null, null, null, null);
    }

    public NewMessage about(String type, String id) {
        return new NewMessage(
                channel, recipient, payload, type, id, notificationId, agentId, dueAt);
    }

    public NewMessage ofNotification(String id) {
        return new NewMessage(channel, recipient, payload, aboutType, aboutId, id, agentId, dueAt);
    }

    public NewMessage ofAgent(@Nullable String id) {
        return new NewMessage(
                channel, recipient, payload, aboutType, aboutId, notificationId, id, dueAt);
    }

    public NewMessage due(Instant at) {
        return new NewMessage(
                channel, recipient, payload, aboutType, aboutId, notificationId, agentId, at);
    }
}
