package com.techbro24.crm.notifications;

import org.jspecify.annotations.Nullable;

/**
 * The delivery of a notification on one channel.
 *
 * @param attempts the number of attempts
 * @param error why it failed or was suppressed; null otherwise
 */
public record Delivery(
        Channel channel, DeliveryStatus status, int attempts, @Nullable String error) {
    static Delivery suppressed(Channel channel, String reason) {
        return new Delivery(channel, DeliveryStatus.SUPPRESSED, 0, reason);
    }
}
