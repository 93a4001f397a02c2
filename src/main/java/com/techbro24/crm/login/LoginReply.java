package com.techbro24.crm.login;

import java.time.Instant;

/**
 * A login that went well.
 *
 * @param token to be sent as {@code Authorization: Bearer}; it is told this once
 * @param expiresAt when the session ends in any case; unused, it ends earlier
 * @param agent the agent who logged in, as {@code /api/agents} shows it
 */
public record LoginReply(String token, Instant expiresAt, Object agent) {
    @Override
    public String toString() {
        return "LoginReply"; // no token in a log
    }
}
