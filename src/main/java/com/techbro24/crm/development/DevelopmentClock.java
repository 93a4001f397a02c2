package com.techbro24.crm.development;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The clock in development: it can be set, and it can run faster. It wakes all registered sleepers
 * when it is set, and periodically while it runs fast.
 */
public final class DevelopmentClock extends Clock implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Clock real = Clock.systemUTC();
    private final List<Runnable> sleepers = new CopyOnWriteArrayList<>();
    private final PeriodicTask ticks = new PeriodicTask("clock", TICK, this::wake);
    private volatile Setting setting = new Setting(real.instant(), real.instant(), 1);

    /**
     * The clock showed {@code shownFrom} at the real time {@code realFrom}, and runs at {@code
     * speed} since.
     */
    private record Setting(Instant realFrom, Instant shownFrom, double speed) {
        Instant at(Instant now) {
            double micros = Duration.between(realFrom, now).toNanos() / 1_000.0 * speed;
            return shownFrom.plus((long) micros, ChronoUnit.MICROS);
        }
    }

    /** Wakes {@code sleeper} whenever the clock may have jumped. */
    public void wakeOnJump(Runnable sleeper) {
        sleepers.add(sleeper);
    }

    @Override
    public Instant instant() {
        return setting.at(real.instant());
    }

    public Instant realTime() {
        return real.instant();
    }

    public double speed() {
        return setting.speed;
    }

    /** Sets the clock to {@code now} and its speed; 1 is real time. */
    public synchronized void set(Instant now, double speed) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            String message = "now must be between the years 2000 and 2199.";
            throw Problem.invalid(List.of(new InputError("now", "out_of_range", message)));
        }
        setting = new Setting(real.instant(), now, speed);
        ticks.run(speed > 1);
        wake();
    }

    private void wake() {
        sleepers.forEach(Runnable::run);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC is supported");
    }

    @Override
    public void close() {
        ticks.run(false);
    }
}
