package com.techbro24.crm.analytics;

import org.jspecify.annotations.Nullable;

/**
 * Whose figures were counted; everyone's if both are null.
 *
 * @param agentId null for every agent
 * @param team null for every team
 */
public record Whose(@Nullable String agentId, @Nullable String team) {
    static Whose of(Scope scope) {
        return new Whose(scope.agentId(), scope.teamName());
    }
}
