package com.techbro24.crm.outbound.push;

import java.time.Instant;

/**
 * The device of a session that gets push messages.
 *
 * @param kind its push service
 * @param createdAt when the device subscribed last
 */
public record PushSubscription(String id, PushKind kind, Instant createdAt) {}
