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
 * Ends expired claims. The command checks the state again, so it may run on every node and after
 * any pause.
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

    /** Runs it at once, for example after the clock was set. */
    public void wake() {
        loop.wake();
    }

    private Instant run() {
        sweep();
        return Instant.MAX;
    }

    void sweep() {
        Instant now = runner.now();
        List<String> expired = database.read(tx -> ClaimStore.ended(tx, now, ROWS_MAX));
        expired.forEach(this::end);
    }

    private void end(String agentId) {
        try {
            var _ = runner.run(Submission.of(new NextLeadCommand.EndClaim(agentId), Caller.SYSTEM));
        } catch (Problem problem) {
            // Another node or a user has already done it.
            LOG.debug("the claim of {} was not ended: {}", agentId, problem.detail());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
