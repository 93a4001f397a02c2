package com.techbro24.crm.database;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final AtomicInteger runs = new AtomicInteger();

    private BackgroundLoop loop(Duration waitMax, BackgroundLoop.Step step) {
        BackgroundLoop loop =
                new BackgroundLoop(
                        "test",
                        clock,
                        waitMax,
                        () -> {
                            int _ = runs.incrementAndGet();
                            return step.run();
                        });
        loop.start();
        return loop;
    }

    @Test
    void a_wake_runs_the_step_again() {
        try (BackgroundLoop loop = loop(LONG, () -> Instant.MAX)) {
            eventually(() -> assertThat(runs).hasValue(1));
            loop.wake();
            eventually(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void a_wake_during_the_step_is_not_lost() throws InterruptedException {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (BackgroundLoop loop =
                loop(
                        LONG,
                        () -> {
                            inStep.countDown();
                            try {
                                woken.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return Instant.MAX;
                        })) {
            inStep.await();
            loop.wake();
            woken.countDown();
            eventually(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void the_step_runs_when_the_clock_reaches_its_time() {
        Instant due = clock.instant().plus(Duration.ofDays(1));
        try (BackgroundLoop _ =
                loop(LONG, () -> clock.instant().isBefore(due) ? due : Instant.MAX)) {
            eventually(() -> assertThat(runs).hasValue(1));
            clock.advance(Duration.ofDays(1));
            eventually(() -> assertThat(runs).hasValue(2));
        }
    }

    @Test
    void the_step_runs_again_after_the_longest_wait_and_after_a_failure() {
        try (BackgroundLoop _ =
                loop(
                        Duration.ofMillis(20),
                        () -> {
                            if (runs.get() % 2 == 0) {
                                throw new IllegalStateException("a failure of ours");
                            }
                            return Instant.MAX;
                        })) {
            eventually(() -> assertThat(runs).hasValueGreaterThan(4));
        }
    }

    @Test
    void nothing_runs_after_the_end() {
        BackgroundLoop loop = loop(LONG, () -> Instant.MIN);
        eventually(() -> assertThat(runs).hasValueGreaterThan(1));
        loop.close();
        int before = runs.get();
        loop.wake();

        assertThat(loop.isClosed()).isTrue();
        assertThat(runs).hasValue(before);
    }
}
