package com.techbro24.crm.automation;

import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When failed actions are tried again. */
final class Retries {
    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6));

    private Retries() {}

    /** The wait after so many attempts; empty if there are no more. */
    static Optional<Duration> after(int attempts) {
        return attempts <= WAITS.size() ? Optional.of(WAITS.get(attempts - 1)) : Optional.empty();
    }

    /** Whether the same command may be accepted later. */
    static boolean isRetryable(RuntimeException failure) {
        return !(failure instanceof Problem problem)
                || switch (problem.code()) {
                    case CONFLICT, STALE, LIMITED, UNAVAILABLE, FAULT -> true;
                    default -> false;
                };
    }
}
