package com.techbro24.crm.calls;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What a house may decide about its calls.
 *
 * @param callLengthMax how long after its start a call without a reported end is closed
 * @param wrapUpMax after what time wrap-up ends by itself; zero for no wrap-up at all
 * @param claimLength how long a lead that was handed out to be called is kept for its agent
 * @param retryAfter when an unanswered call without an outcome is tried again
 * @param attemptsMax after how many calls in vain a lead is not tried again by itself
 * @param poolIsShared whether an agent is also handed leads that are nobody's yet
 * @param zone where a lead is taken to be whose number names no time zone; also the day of agents
 *     who have named none
 */
public record CallSettings(
        Duration callLengthMax,
        Duration wrapUpMax,
        Duration claimLength,
        Duration retryAfter,
        int attemptsMax,
        boolean poolIsShared,
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
