package com.techbro24.crm.support;

import java.time.Duration;

/** Waits for what another thread brings about. */
public final class Eventually {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private Eventually() {}

    /** Runs {@code assertions} again and again until they hold, or throws what they last threw. */
    public static void eventually(Runnable assertions) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
