package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets the tries of one account wait for each other. Each is counted as wrong until its password
 * was looked at; with many at once, the right ones among them would be refused for the others.
 */
final class LoginQueue {
    private static final int LANES = 1_024;
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);

    private final Semaphore[] lanes = new Semaphore[LANES];

    LoginQueue() {
        java.util.Arrays.setAll(lanes, lane -> new Semaphore(1, true));
    }

    /**
     * @param subject what the try is counted on; a few share a lane
     */
    <T> T inTurn(String subject, Supplier<T> work) {
        Semaphore lane = lanes[Math.floorMod(subject.hashCode(), LANES)];
        try {
            if (!lane.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("Too many are logging in right now; please try again.");
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
