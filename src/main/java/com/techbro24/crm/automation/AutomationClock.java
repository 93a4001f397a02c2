package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Takes due runs, fires schedules and goes on with sweeps, on every node. Each step looks again in
 * the transaction in which it acts, so that of several nodes one does each thing.
 */
public final class AutomationClock implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int RUNS_AT_ONCE = 50;
    private static final int TICKS_AT_ONCE = 50;
    private static final Duration STEP_MAX = Duration.ofMillis(5);

    private final AutomationServices services;
    private final BackgroundLoop loop;

    /** The latest time that this node has seen. */
    private Instant latest = Instant.MIN;

    /** Set when a transaction that stores runs is under way: it cannot be read yet. */
    private final AtomicBoolean expecting = new AtomicBoolean(true);

    public AutomationClock(AutomationServices services, Clock clock) {
        this.services = services;
        this.loop = new BackgroundLoop("automation", clock, POLL_INTERVAL, this::step);
    }

    public void start() {
        loop.start();
    }

    /** Runs may be due now. */
    public void wake() {
        expecting.set(true);
        loop.wake();
    }

    /** Does all that is due now. */
    Instant step() {
        boolean wasExpecting = expecting.getAndSet(false);
        followClock();
        fire();
        boolean more = wasExpecting || isDue();
        while (more && !loop.isClosed()) {
            more = services.writer().write(this::takeDue);
        }
        while (!loop.isClosed() && services.database().<Boolean>read(AutomationClock::isSweeping)) {
            boolean _ = services.writer().write(services.sweeps()::run);
            while (!loop.isClosed() && services.writer().<Boolean>write(this::takeDue)) {}
        }
        return next();
    }

    private boolean isDue() {
        return services.database()
                .<Boolean>read(
                        tx ->
                                RunStore.nextDue(tx)
                                        .filter(due -> !due.isAfter(services.now()))
                                        .isPresent());
    }

    private static boolean isSweeping(Tx tx) {
        return SweepStore.next(tx).isPresent();
    }

    /** Does due runs for a short time; true if there may be more. */
    private boolean takeDue(Tx tx) {
        long end = System.nanoTime() + STEP_MAX.toNanos();
        List<AutomationRun> due = RunStore.due(tx, services.now(), RUNS_AT_ONCE);
        for (AutomationRun run : due) {
            services.executeAlone(tx, run);
            if (System.nanoTime() > end) {
                return true;
            }
        }
        return due.size() == RUNS_AT_ONCE;
    }

    /** After the clock was set back, schedules wait for the time that comes next now. */
    private void followClock() {
        Instant now = services.now();
        if (now.isBefore(latest)) {
            int _ = services.writer().<Integer>write(this::scheduleAgain);
        }
        latest = now;
    }

    /** Ticks that fired before the clock was set back do not fire again. */
    private int scheduleAgain(Tx tx) {
        List<AutomationRule> waiting = AutomationStore.scheduledAfter(tx, services.now());
        for (AutomationRule rule : waiting) {
            services.compiler()
                    .cron(rule)
                    .map(cron -> cron.next(services.now()))
                    .filter(next -> next.isBefore(rule.nextFireAt()))
                    .ifPresent(next -> AutomationStore.setNextFire(tx, rule.id(), next));
        }
        return waiting.size();
    }

    private void fire() {
        Instant now = services.now();
        List<AutomationRule> ticking =
                services.database().read(tx -> AutomationStore.toFire(tx, now, TICKS_AT_ONCE));
        for (AutomationRule rule : ticking) {
            if (rule.nextFireAt() != null) {
                var _ =
                        services.runner()
                                .run(
                                        Submission.of(
                                                new AutomationCommand.Tick(
                                                        rule.id(), rule.nextFireAt()),
                                                Caller.SYSTEM));
            }
        }
    }

    private Instant next() {
        return services.database()
                .read(
                        tx ->
                                Stream.of(RunStore.nextDue(tx), AutomationStore.nextFire(tx))
                                        .flatMap(Optional::stream)
                                        .min(Instant::compareTo)
                                        .orElse(Instant.MAX));
    }

    /** Stops. What is due is done after the next start. */
    @Override
    public void close() {
        loop.close();
    }
}
