package com.techbro24.crm.agents;

import com.techbro24.crm.base.Entity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period in which an agent had one status.
 *
 * @param since when the agent entered the status
 * @param until when the status changed; null while it lasts
 * @param seconds its duration; null while it lasts
 */
public record StatusSpan(
        String agentId,
        AgentStatus status,
        Instant since,
        @Nullable Instant until,
        @Nullable Long seconds)
        implements Entity {
    static StatusSpan of(
            String agentId, AgentStatus status, Instant since, @Nullable Instant until) {
        Long seconds = until == null ? null : (Long) Duration.between(since, until).toSeconds();
        return new StatusSpan(agentId, status, since, until, seconds);
    }

    /** A span has no id; within one agent its time is unique. */
    @Override
    public String id() {
        return agentId;
    }

    @Override
    public int version() {
        return 1;
    }
}
