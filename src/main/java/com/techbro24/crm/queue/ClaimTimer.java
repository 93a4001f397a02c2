package com.techbro24.crm.queue;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends claims whose time has passed. It goes through a command that checks again, so it may run on
 * each node and after any pause.
 */
public final class ClaimTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimTimer.class);
    private static final int ROWS_MAX = 200;

    private final Database database;
    private final CommandRunner runner;
    private final BackgroundLoop loop;

    public ClaimTimer(Database database, CommandRunner runner, Duration every) {
        this.database = database;
        this.runner = runner;
        this.loop = new BackgroundLoop("claim-timer", Clock.systemUTC(), every, this::run);
    }

    public void start() {
        loop.start();
    }

    /** Runs it at once: the clock was set. */
    public void wake() {
        loop.wake();
    }

    private Instant run() {
        sweep();
        return Instant.MAX;
    }

    /** Ends all claims that are over by now. */
    void sweep() {
        Instant now = runner.now();
        List<String> holders = database.read(tx -> ClaimStore.ended(tx, now, ROWS_MAX));
        holders.forEach(this::end);
    }

    private void end(String agentId) {
        try {
            var _ = runner.run(Submission.of(new NextLeadCommand.EndClaim(agentId), Caller.SYSTEM));
        } catch (Problem problem) {
            // Another node or a person has done it already.
            LOG.debug("the claim of {} was not to be ended: {}", agentId, problem.detail());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
