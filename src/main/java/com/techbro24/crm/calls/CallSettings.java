package com.techbro24.crm.calls;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The settings of calls.
 *
 * @param callLengthMax how long after its start a call without a reported end is closed
 * @param wrapUpMax when wrap-up ends automatically; zero for no wrap-up
 * @param claimLength how long a claimed lead is reserved for its agent
 * @param retryAfter the delay before retrying an unanswered call without an outcome
 * @param attemptsMax the unsuccessful attempts after which a lead is not retried automatically
 * @param agentsUsePool whether agents also get unassigned leads
 * @param zone the time zone of leads without a known one, and of agents that have set none
 */
public record CallSettings(
        Duration callLengthMax,
        Duration wrapUpMax,
        Duration claimLength,
        Duration retryAfter,
        int attemptsMax,
        boolean agentsUsePool,
        ZoneId zone) {
    public static final CallSettings DEFAULTS =
            new CallSettings(
                    Duration.ofHours(4),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofHours(4),
                    8,
                    true,
                    ZoneId.of("UTC"));
}
