package com.techbro24.crm.agents;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.PasswordResetStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.GroupCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the passwords that {@code ./crm reset-password} leaves in the SQLite file of a running
 * server. With PostgreSQL that command is a node of its own and needs no help.
 */
public final class PasswordResetTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordResetTimer.class);

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final BackgroundLoop loop;

    public PasswordResetTimer(
            Database database, GroupCommit writer, CommandRunner runner, Duration every) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.loop = new BackgroundLoop("password-resets", Clock.systemUTC(), every, this::run);
    }

    public void start() {
        if (database.dialect() == Dialect.SQLITE) {
            loop.start();
        }
    }

    private Instant run() {
        database.read(PasswordResetStore::waiting).forEach(this::apply);
        return Instant.MAX;
    }

    private void apply(PasswordResetStore.Reset reset) {
        try {
            String agentId = reset.agentId();
            var command = new AgentCommand.ResetPassword(agentId, reset.passwordHash());
            boolean _ =
                    writer.write(
                            tx -> {
                                PasswordResetStore.remove(tx, agentId);
                                var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM));
                                return true;
                            });
            LOG.atInfo().addKeyValue("agentId", agentId).log("password reset");
        } catch (Problem problem) {
            LOG.warn("a password was not reset: {}", problem.detail());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
