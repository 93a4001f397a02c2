package com.techbro24.crm.changelog;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one follower: waits for the log to grow and processes new changes. */
abstract sealed class FollowerRunner permits LiveRunner, DurableRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerRunner.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Set<ChangeKind> kinds;
    private final ChangeFeed feed;
    private final Thread thread;
    private volatile long position;
    private final Object lock = new Object();
    private volatile boolean stopped;

    private boolean waiting;

    FollowerRunner(String name, Set<ChangeKind> kinds, ChangeFeed feed, long position) {
        this.kinds = kinds;
        this.feed = feed;
        this.position = position;
        thread = Thread.ofPlatform().daemon().name("follower-" + name).unstarted(this::run);
    }

    abstract String name();

    /** Processes the next changes after {@link #position} and advances it. */
    abstract void processNext();

    final long position() {
        return position;
    }

    final void moveTo(long seq) {
        position = seq;
    }

    final ChangeFeed feed() {
        return feed;
    }

    final void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            try {
                boolean _ = waiting(() -> feed.awaitAfter(position, kinds, WAIT_MAX));
                processAll();
            } catch (RuntimeException e) {
                // The log itself can't be read; a follower can only wait.
                LOG.warn("{} can't read the log: {}", name(), e.toString());
                pause(WAIT_MAX);
            }
        }
    }

    /** Also passes irrelevant changes, so that the position does not fall behind. */
    private void processAll() {
        long before = -1;
        while (!stopped && before < position && position < feed.head()) {
            before = position;
            processNext();
        }
    }

    /** Number of unprocessed changes; 0 if none of them is relevant. */
    final long lag() {
        return feed.behind(position, kinds);
    }

    /** Waits; a stop ends the wait. */
    final void pause(Duration time) {
        boolean _ =
                waiting(
                        () -> {
                            Thread.sleep(time);
                            return true;
                        });
    }

    private interface Wait {
        boolean run() throws InterruptedException;
    }

    /** A stop interrupts only a wait, never running work. */
    private boolean waiting(Wait wait) {
        synchronized (lock) {
            if (stopped) {
                return false;
            }
            waiting = true;
        }
        try {
            return wait.run();
        } catch (InterruptedException e) {
            return false;
        } finally {
            synchronized (lock) {
                waiting = false;
                boolean _ = Thread.interrupted();
            }
        }
    }

    final void stop() {
        synchronized (lock) {
            stopped = true;
            if (waiting) {
                thread.interrupt();
            }
        }
    }

    final void await() {
        try {
            if (!thread.join(STOP_MAX)) {
                LOG.warn("{} does not stop", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
