package com.techbro24.crm.outbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs that wait for other systems, each on a thread of its own, so that one that is slow
 * delays no other. A job of an id runs once at a time.
 */
public final class OwnThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnThreads.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** Starts the job of an id, unless it is running. */
    public void start(String id, Runnable job) {
        if (running.add(id)) {
            threads.execute(
                    () -> {
                        try {
                            job.run();
                        } catch (RuntimeException e) {
                            LOG.error("the job {} failed", id, e);
                        } finally {
                            running.remove(id);
                        }
                    });
        }
    }

    /** Waits a little for running jobs, and then interrupts them. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                var _ = threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
