package com.techbro24.crm.notifications;

import org.jspecify.annotations.Nullable;

/**
 * A notification on one channel.
 *
 * @param attempts how often it was tried
 * @param error why it failed or was suppressed; null for no reason to tell
 */
public record Delivery(
        Channel channel, DeliveryStatus status, int attempts, @Nullable String error) {
    static Delivery suppressed(Channel channel, String why) {
        return new Delivery(channel, DeliveryStatus.SUPPRESSED, 0, why);
    }
}
