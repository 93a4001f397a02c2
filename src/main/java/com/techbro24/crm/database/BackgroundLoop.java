package com.techbro24.crm.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step repeatedly on its own thread. Between two steps it waits until the time that the step
 * returned, a call of wake, or the maximum wait. A step that fails is logged and retried.
 */
public final class BackgroundLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * The clock may be changed, or the machine may sleep: the clock is read again after this time.
     */
    private static final Duration CLOCK_READ_AGAIN = Duration.ofMillis(500);

    /** One step of the work. */
    public interface Step {
        /** Does the due work; returns when the next work is due, {@link Instant#MAX} if unknown. */
        Instant run();
    }

    private final String name;
    private final Clock clock;
    private final Duration waitMax;
    private final Step step;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private volatile boolean closed;

    /**
     * @param clock the clock for the times that the step returns
     * @param waitMax the step runs again after this time at the latest
     */
    public BackgroundLoop(String name, Clock clock, Duration waitMax, Step step) {
        this.name = name;
        this.clock = clock;
        this.waitMax = waitMax;
        this.step = step;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Ends the current wait, or the next one while the step is running. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the step should end early. */
    public boolean isClosed() {
        return closed;
    }

    /** Waits inside a step; only {@link #stop} ends it early. */
    public void pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed && !Thread.currentThread().isInterrupted()) {
            try {
                await(step.run());
            } catch (RuntimeException e) {
                log(e);
                pause(waitMax.compareTo(RETRY) < 0 ? waitMax : RETRY);
            }
        }
    }

    /** An outage is already logged by {@link DatabaseHealth}. */
    private void log(RuntimeException e) {
        boolean isReported = e instanceof DatabaseException cause && cause.isTransient();
        if (!closed && !isReported) {
            LOG.error("{} failed and will be retried", name, e);
        }
    }

    private void await(Instant next) {
        lock.lock();
        try {
            long end = System.nanoTime() + waitMax.toNanos();
            long left = waitMax.toNanos();
            while (!woken && !closed && left > 0 && clock.instant().isBefore(next)) {
                boolean _ = changed.await(Math.min(left, untilClock(next)), TimeUnit.NANOSECONDS);
                left = end - System.nanoTime();
            }
            woken = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private long untilClock(Instant next) {
        if (next.equals(Instant.MAX)) {
            return Long.MAX_VALUE;
        }
        Duration until = Duration.between(clock.instant(), next);
        return (until.compareTo(CLOCK_READ_AGAIN) < 0 ? until : CLOCK_READ_AGAIN).toNanos();
    }

    /** Stops after the current step, without waiting for it. */
    public void stop() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops after the current step and waits for it. The step is not interrupted, as it may use a
     * connection.
     */
    @Override
    public void close() {
        stop();
        try {
            if (thread.isAlive() && !thread.join(STOP_MAX)) {
                LOG.warn("{} does not stop", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
