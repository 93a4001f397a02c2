package com.techbro24.crm.access;

import java.time.Duration;

/**
 * How long a session lasts.
 *
 * @param idleMax maximum time without a request
 * @param ageMax maximum lifetime
 */
public record SessionSettings(Duration idleMax, Duration ageMax) {
    public static final SessionSettings STANDARD =
            new SessionSettings(Duration.ofDays(3), Duration.ofDays(30));
}
