package com.techbro24.crm.access;

import java.time.Duration;

/**
 * How long a login lasts.
 *
 * @param idleMax it ends after so long without a request
 * @param ageMax it ends after so long in any case
 */
public record SessionSettings(Duration idleMax, Duration ageMax) {
    public static final SessionSettings STANDARD =
            new SessionSettings(Duration.ofDays(3), Duration.ofDays(30));
}
