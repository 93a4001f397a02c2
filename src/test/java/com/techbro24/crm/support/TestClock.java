package com.techbro24.crm.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that only moves when the test sets it. */
public final class TestClock extends Clock {
    /** A Wednesday morning. */
    public static final Instant START = Instant.parse("2026-03-04T09:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(START);

    public void set(Instant to) {
        time.set(to);
    }

    public void advance(Duration by) {
        time.updateAndGet(now -> now.plus(by));
    }

    @Override
    public Instant instant() {
        return time.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
