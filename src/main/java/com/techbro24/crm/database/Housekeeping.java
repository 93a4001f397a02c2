package com.techbro24.crm.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes expired rows in small steps, so that no write waits for long. */
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Deletes one kind of expired rows. */
    public interface Chore {
        /** Deletes some rows; returns whether more are left. */
        boolean run(Tx tx, Instant now);
    }

    private final GroupCommit writer;
    private final Clock clock;
    private final List<Chore> chores;
    private final BackgroundLoop loop;

    public Housekeeping(GroupCommit writer, Clock clock, Duration every, List<Chore> chores) {
        this.writer = writer;
        this.clock = clock;
        this.chores = List.copyOf(chores);
        this.loop = new BackgroundLoop("housekeeping", clock, every, this::run);
        loop.start();
    }

    private Instant run() {
        chores.forEach(this::runWhole);
        return Instant.MAX;
    }

    private void runWhole(Chore chore) {
        try {
            boolean more = true;
            while (more && !loop.isClosed()) {
                more = writer.write(tx -> chore.run(tx, clock.instant()));
            }
        } catch (RuntimeException e) {
            LOG.warn("expired rows could not be deleted: {}", e.toString());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
