package com.techbro24.crm.notifications;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.techbro24.crm.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A system notification on its way to many.
 *
 * @param role to whom; null for every role
 * @param team to whom; null for every team
 * @param recipients how many there were when it was sent
 * @param sent how many have it
 * @param lastAgentId up to whom it has come
 * @param finishedAt when the last one had it; null while it is on its way
 */
public record Broadcast(
        String id,
        Instant createdAt,
        @Nullable String createdBy,
        NotificationPriority priority,
        String title,
        @Nullable String message,
        @Nullable Role role,
        @Nullable String team,
        int recipients,
        int sent,
        @JsonIgnore String lastAgentId,
        @Nullable Instant finishedAt) {
    Broadcast after(int more, String last, @Nullable Instant finished) {
        return new Broadcast(
                id,
                createdAt,
                createdBy,
                priority,
                title,
                message,
                role,
                team,
                recipients,
                sent + more,
                last,
                finished);
    }
}
