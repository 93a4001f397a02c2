package com.techbro24.crm.notifications;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.techbro24.crm.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A system notification that is sent to many agents in steps.
 *
 * @param createdBy the agent who sent it
 * @param role the recipients' role; null for every role
 * @param team the recipients' team; null for every team
 * @param recipients how many recipients there were at the start
 * @param sent how many have received it
 * @param lastAgentId the last agent who received it
 * @param finishedAt when the last recipient received it; null until then
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
    Broadcast afterStep(int more, String last, @Nullable Instant finished) {
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
