package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs background jobs step by step until they are done, and resumes them after a crash. Each step
 * is one transaction that saves the job's progress. It pauses after each step so that other
 * requests get through. It can run on every node.
 */
public final class StepLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StepLoop.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final int FAILURES_MAX = 5;

    /** The jobs of a room. */
    public interface Jobs {
        /** The running ones, oldest first. */
        List<String> running();

        /**
         * Runs the next step. Returns how long it held the writer; empty if another node was faster
         * or the job has ended.
         */
        Optional<Duration> step(String id);

        /** Forgets what is prepared for a step, which failed. */
        void forget(String id);

        /** Ends a job whose steps fail again and again. */
        void fail(String id, String why);
    }

    /**
     * How jobs share the writer with other requests.
     *
     * @param pauseShare pause after a step, as a multiple of its duration
     * @param pauseMin minimum pause
     * @param elsewherePause pause for a job that another node is running
     */
    public record Pace(double pauseShare, Duration pauseMin, Duration elsewherePause) {}

    private final Jobs jobs;
    private final Pace pace;
    private final Map<String, Integer> failures = new HashMap<>();
    private final BackgroundLoop loop;

    public StepLoop(String name, Jobs jobs, Pace pace) {
        this.jobs = jobs;
        this.pace = pace;
        this.loop = new BackgroundLoop(name, Clock.systemUTC(), LOOK_AGAIN, this::run);
    }

    public void start() {
        loop.start();
    }

    /** There may be a new job. */
    public void wake() {
        loop.wake();
    }

    private Instant run() {
        List<String> running = jobs.running();
        failures.keySet().retainAll(running);
        for (String id : running) {
            if (!loop.isClosed()) {
                step(id);
            }
        }
        return running.isEmpty() ? Instant.MAX : Instant.MIN;
    }

    private void step(String id) {
        try {
            Optional<Duration> held = jobs.step(id);
            failures.remove(id);
            loop.pause(held.map(this::pauseAfter).orElse(pace.elsewherePause()));
        } catch (Problem problem) {
            // The writer's queue is full or it is stopping; not an error of the job.
            LOG.info("a job waits: {}", problem.detail());
            loop.pause(pace.elsewherePause());
        } catch (RuntimeException e) {
            jobs.forget(id);
            LOG.error("a step of the job {} failed", id, e);
            if (failures.merge(id, 1, Integer::sum) >= FAILURES_MAX) {
                jobs.fail(id, "Internal server error.");
            }
            loop.pause(pace.elsewherePause());
        }
    }

    private Duration pauseAfter(Duration held) {
        Duration share = Duration.ofNanos((long) (held.toNanos() * pace.pauseShare()));
        return share.compareTo(pace.pauseMin()) < 0 ? pace.pauseMin() : share;
    }

    /** Stops after the current step; jobs resume after a restart. */
    @Override
    public void close() {
        loop.close();
    }
}
