package com.techbro24.crm.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * With what an agent logs in and what it may do.
 *
 * @param passwordHash null for an account that nobody can log in to yet
 * @param passwordChangedAt null where the password is still the first
 * @param team null where it has none
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
                + (active ? "]" : ", disabled]"); // no hash in a log
    }
}
