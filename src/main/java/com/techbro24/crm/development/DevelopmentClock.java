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
 * The program's clock in development: it can be set, and it can run faster. Whoever sleeps by it is
 * woken when it was set, and again and again while it runs fast.
 */
public final class DevelopmentClock extends Clock implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Clock real = Clock.systemUTC();
    private final List<Runnable> sleepers = new CopyOnWriteArrayList<>();
    private final Repeated ticks = new Repeated("clock", TICK, this::wake);
    private volatile Setting setting = new Setting(real.instant(), real.instant(), 1);

    /** At a moment of the real time, which time it showed, and how fast it has gone since. */
    private record Setting(Instant realFrom, Instant shownFrom, double speed) {
        Instant at(Instant now) {
            double micros = Duration.between(realFrom, now).toNanos() / 1_000.0 * speed;
            return shownFrom.plus((long) micros, ChronoUnit.MICROS);
        }
    }

    /** Lets {@code sleeper} look at the clock anew whenever it may have gone on by a leap. */
    public void wakes(Runnable sleeper) {
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

    /** Lets it show {@code now} from this moment on, and run at {@code speed}; 1 is real time. */
    public synchronized void set(Instant now, double speed) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            String message = "The clock takes times from the year 2000 to 2199.";
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
        throw new UnsupportedOperationException("the program reckons in UTC");
    }

    @Override
    public void close() {
        ticks.run(false);
    }
}
