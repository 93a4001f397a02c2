package com.techbro24.crm.access;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody logs in.
 *
 * @param address the client's, as the trusted proxies tell it
 * @param deviceId what the client calls its device; null where it does not say
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
