package com.techbro24.crm.access;

import org.jspecify.annotations.Nullable;

/**
 * Where a login comes from.
 *
 * @param address the client's address, according to the trusted proxies
 * @param deviceId the client's name for its device; null if unknown
 */
public record Origin(
        String address,
        @Nullable String userAgent,
        @Nullable String deviceId,
        @Nullable String deviceName) {
    private static final int USER_AGENT_LENGTH_MAX = 300;

    public Origin {
        if (userAgent != null && userAgent.length() > USER_AGENT_LENGTH_MAX) {
            userAgent = userAgent.substring(0, USER_AGENT_LENGTH_MAX);
        }
    }
}
