package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs the login attempts of one account one after another. Each attempt counts as wrong until its
 * password is checked, so concurrent correct attempts would block each other.
 */
final class LoginQueue {
    private static final int LANES = 1_024;
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);

    private final Semaphore[] lanes = new Semaphore[LANES];

    LoginQueue() {
        java.util.Arrays.setAll(lanes, lane -> new Semaphore(1, true));
    }

    /**
     * @param subject the counter of the attempt; several subjects share a lane
     */
    <T> T runInTurn(String subject, Supplier<T> work) {
        Semaphore lane = lanes[Math.floorMod(subject.hashCode(), LANES)];
        try {
            if (!lane.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("Too many logins right now; please try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
        try {
            return work.get();
        } finally {
            lane.release();
        }
    }
}
