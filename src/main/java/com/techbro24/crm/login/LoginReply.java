package com.techbro24.crm.login;

import com.techbro24.crm.agents.Agent;
import java.time.Instant;

/**
 * The reply to a successful login.
 *
 * @param token to be sent as {@code Authorization: Bearer}; shown only once
 * @param expiresAt when the session expires at the latest; without use it expires earlier
 * @param agent the agent who logged in
 */
public record LoginReply(String token, Instant expiresAt, Agent agent) {
    @Override
    public String toString() {
        return "LoginReply"; // keeps the token out of logs
    }
}
