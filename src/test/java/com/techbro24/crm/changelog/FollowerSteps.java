package com.techbro24.crm.changelog;

import com.techbro24.crm.support.Spine;
import java.time.Duration;

/** Runs a durable follower batch by batch, on the thread of a test. */
public final class FollowerSteps {
    private static final Followers.RetryPolicy WITHOUT_WAITS =
            new Followers.RetryPolicy(Duration.ZERO, Duration.ZERO, Integer.MAX_VALUE);

    private final DurableRunner runner;

    public FollowerSteps(Follower.Durable follower, Spine spine) {
        runner =
                new DurableRunner(
                        follower,
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        spine.metrics(),
                        WITHOUT_WAITS);
    }

    /** Processes the next changes; false if there was none, or if they failed. */
    public boolean step() {
        long before = runner.position();
        runner.processNext();
        return runner.position() > before;
    }
}
