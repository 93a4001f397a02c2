package com.techbro24.crm.changelog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live follower at work; it starts at the head and never looks back. */
final class LiveFollowing extends Following {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFollowing.class);
    private static final int CHANGES_AT_ONCE_MAX = 500;

    private final Follower.Live follower;
    private final Counter failures;

    LiveFollowing(Follower.Live follower, ChangeFeed feed, MeterRegistry metrics) {
        super(follower.name(), feed.kinds().all(), feed, feed.head());
        this.follower = follower;
        this.failures = DurableFollowing.failures(follower, metrics);
    }

    @Override
    String name() {
        return follower.name();
    }

    @Override
    void take() {
        ChangeFeed.News news = feed().after(position(), CHANGES_AT_ONCE_MAX);
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
