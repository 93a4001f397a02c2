package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's login and rights.
 *
 * @param passwordHash null if nobody can log in yet
 * @param passwordChangedAt null if the first password was never changed
 * @param team null for none
 */
public record Account(
        String agentId,
        String email,
        @Nullable String passwordHash,
        @Nullable Instant passwordChangedAt,
        Role role,
        @Nullable String team,
        boolean active) {
    boolean isActiveAdmin() {
        return active && role == Role.ADMIN;
    }

    @Override
    public String toString() {
        return "Account["
                + agentId
                + ", "
                + role
                + (active ? "]" : ", disabled]"); // keeps the hash out of logs
    }
}
