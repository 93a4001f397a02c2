package com.techbro24.crm.calls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manager's override of the calling rules for a call.
 *
 * @param rules the overridden rules
 * @param agentId the manager; null for the system
 */
public record CallOverride(
        List<CallingRule> rules, String reason, @Nullable String agentId, Instant at) {}
