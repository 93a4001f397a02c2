package com.techbro24.crm.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has expired, a little at a time, so that nobody's write waits for long. */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    /** One kind of thing that expires. */
    public interface Chore {
        /** Forgets some of it; whether more is left. */
        boolean run(Tx tx, Instant now);
    }

    private final GroupCommit writer;
    private final Clock clock;
    private final Duration every;
    private final List<Chore> chores;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    public Housekeeping(GroupCommit writer, Clock clock, Duration every, List<Chore> chores) {
        this.writer = writer;
        this.clock = clock;
        this.every = every;
        this.chores = List.copyOf(chores);
        thread = Thread.ofVirtual().name("housekeeping").start(this::run);
    }

    private void run() {
        try {
            do {
                chores.forEach(this::runWhole);
            } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }

    private void runWhole(Chore chore) {
        try {
            boolean more = true;
            while (more && closing.getCount() > 0) {
                more = writer.write(tx -> chore.run(tx, clock.instant()));
            }
        } catch (RuntimeException fault) {
            LOG.warn("what has expired could not be forgotten: {}", fault.toString());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(STOP_MAX)) {
                LOG.warn("housekeeping does not stop");
            }
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }
}
