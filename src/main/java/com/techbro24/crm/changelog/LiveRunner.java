package com.techbro24.crm.changelog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a live follower, starting at the head of the log. */
final class LiveRunner extends FollowerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRunner.class);
    private static final int CHANGES_AT_ONCE_MAX = 500;

    private final Follower.Live follower;
    private final Counter failures;

    LiveRunner(Follower.Live follower, ChangeFeed feed, MeterRegistry metrics) {
        super(follower.name(), feed.kinds().all(), feed, feed.head());
        this.follower = follower;
        this.failures = DurableRunner.failures(follower, metrics);
    }

    @Override
    String name() {
        return follower.name();
    }

    @Override
    void processNext() {
        ChangeFeed.NewChanges news = feed().after(position(), CHANGES_AT_ONCE_MAX);
        List<Change> changes = news.changes();
        try {
            if (!changes.isEmpty()) {
                follower.follow(changes);
            }
        } catch (RuntimeException e) {
            failures.increment();
            LOG.error(
                    "{} failed on the changes {} to {}",
                    name(),
                    changes.getFirst().seq(),
                    changes.getLast().seq(),
                    e);
        }
        moveTo(news.upTo());
    }
}
