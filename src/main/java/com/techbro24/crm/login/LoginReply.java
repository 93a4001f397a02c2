package com.techbro24.crm.login;

import com.techbro24.crm.agents.Agent;
import java.time.Instant;

/**
 * A login that went well.
 *
 * @param token to be sent as {@code Authorization: Bearer}; it is told this once
 * @param expiresAt when the session ends in any case; unused, it ends earlier
 * @param agent the agent who logged in
 */
public record LoginReply(String token, Instant expiresAt, Agent agent) {
    @Override
    public String toString() {
        return "LoginReply"; // no token in a log
    }
}
