package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.agents.AgentTimes;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes calls whose end was never reported, and ends wrap-ups that take too long. The commands
 * check the state again, so it may run on every node and after any pause.
 */
public final class CallTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallTimer.class);
    private static final int ROWS_MAX = 200;

    private final Database database;
    private final CommandRunner runner;
    private final CallSettings settings;
    private final BackgroundLoop loop;

    public CallTimer(
            Database database, CommandRunner runner, CallSettings settings, Duration every) {
        this.database = database;
        this.runner = runner;
        this.settings = settings;
        this.loop = new BackgroundLoop("call-timer", Clock.systemUTC(), every, this::run);
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

    /** Handles everything that is due. */
    void sweep() {
        Instant now = runner.now();
        Instant startedUntil = now.minus(settings.callLengthMax());
        List<String> calls = database.read(tx -> CallStore.openSince(tx, startedUntil, ROWS_MAX));
        calls.forEach(id -> send(Submission.of(new CallCommand.TimeOut(id), Caller.SYSTEM)));
        Instant wrappingUntil = now.minus(settings.wrapUpMax());
        List<AgentTimes.Standing> agents =
                database.read(
                        tx ->
                                AgentTimes.standing(
                                        tx, AgentStatus.WRAP_UP, wrappingUntil, ROWS_MAX));
        agents.forEach(agent -> send(finish(agent)));
    }

    /** Ends the wrap-up of a call; a wrap-up without a call is ended by a status change. */
    private Submission finish(AgentTimes.Standing agent) {
        Optional<Call> call =
                database.read(tx -> CallStore.inWrapUpOf(tx, agent.agentId(), agent.since()));
        Command command =
                call.<Command>map(ended -> new CallCommand.FinishWrapUp(ended.id()))
                        .orElseGet(
                                () ->
                                        new AgentCommand.SetStatus(
                                                agent.agentId(), AgentStatus.AVAILABLE));
        Submission submission = Submission.of(command, Caller.SYSTEM);
        return call.isPresent() ? submission : submission.expecting(agent.version());
    }

    private void send(Submission submission) {
        try {
            var _ = runner.run(submission);
        } catch (Problem problem) {
            // Another node or a user has already done it.
            LOG.debug("{} was not needed: {}", submission.command(), problem.detail());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
