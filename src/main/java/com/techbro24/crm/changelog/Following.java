package com.techbro24.crm.changelog;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One follower at work: waits for the log to grow, and takes what is new. */
abstract sealed class Following permits LiveFollowing, DurableFollowing {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final Set<ChangeKind> kinds;
    private final ChangeFeed feed;
    private final Thread thread;
    private volatile long position;
    private final Object lock = new Object();
    private volatile boolean stopped;

    private boolean waiting;

    Following(String name, Set<ChangeKind> kinds, ChangeFeed feed, long position) {
        this.kinds = kinds;
        this.feed = feed;
        this.position = position;
        thread = Thread.ofPlatform().daemon().name("follower-" + name).unstarted(this::run);
    }

    abstract String name();

    /** Takes what comes after {@link #position} and moves that on. */
    abstract void take();

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
                boolean _ = waiting(() -> feed.awaitBeyond(position, kinds, WAIT_MAX));
                takeAll();
            } catch (RuntimeException e) {
                // The log itself can't be read; whoever follows it can only wait.
                LOG.warn("{} can't read the log: {}", name(), e.toString());
                pause(WAIT_MAX);
            }
        }
    }

    /** What does not concern it too, once in a while: it passes that by. */
    private void takeAll() {
        long before = -1;
        while (!stopped && before < position && position < feed.head()) {
            before = position;
            take();
        }
    }

    /** How many changes wait for it, of which one at least may concern it. */
    final long lag() {
        return feed.behind(position, kinds);
    }

    /** Waits, unless it is stopped meanwhile. */
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

    /** Only a wait is cut short by a stop; work that is under way is never interrupted. */
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
