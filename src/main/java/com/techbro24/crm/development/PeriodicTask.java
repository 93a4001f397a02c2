package com.techbro24.crm.development;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task periodically while enabled; only then it has a thread. */
final class PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private @Nullable Thread thread;

    PeriodicTask(String name, Duration pause, Runnable task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
    }

    synchronized void run(boolean enabled) {
        if (enabled && thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::repeat);
        } else if (!enabled && thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void repeat() {
        while (true) {
            try {
                Thread.sleep(pause);
                task.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} failed once: {}", name, e.toString());
            }
        }
    }
}
