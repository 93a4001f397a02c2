package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Events;
import com.techbro24.crm.automation.conditions.Fields;
import com.techbro24.crm.automation.templates.RuleTemplates;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of automation, made once. */
public final class AutomationServices {
    private static final Duration RUNS_KEPT = Duration.ofDays(30);
    private static final Duration FAILED_KEPT = Duration.ofDays(90);
    private static final Duration HELD_KEPT = Duration.ofDays(7);
    private static final int PURGED_AT_ONCE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(AutomationServices.class);

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final RuleCompiler compiler;
    private final CommandInputs inputs;
    private final Matching matching;
    private final RuleGuard guard;
    private final RunExecutor executor;
    private final SweepStep sweeps;
    private final DryRun dryRun;
    private final Explanation explanation;
    private final RuleTemplates templates;
    private final RowCatalog rows;

    /**
     * @param rows the types of rows that rules may be about
     * @param zone for rows and schedules without a time zone
     */
    public AutomationServices(
            Database database,
            GroupCommit writer,
            CommandCatalog catalog,
            CommandRunner runner,
            ChangeReader reader,
            RuleCompiler compiler,
            RowCatalog rows,
            Neighbours neighbours,
            ZoneId zone) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.compiler = compiler;
        this.rows = rows;
        this.inputs = new CommandInputs(catalog);
        RunTimes times = new RunTimes(rows, neighbours, zone);
        guard = new RuleGuard(runner, reader, new Notices(catalog, runner));
        matching = new Matching(compiler, rows, times, guard, runner::now);
        ActionCalls calls = new ActionCalls(rows, neighbours, new Recipients(rows, zone));
        ActionRunner actions = new ActionRunner(catalog, runner, calls);
        executor =
                new RunExecutor(
                        compiler,
                        matching,
                        times,
                        guard,
                        actions,
                        rows,
                        neighbours,
                        reader,
                        runner::now);
        sweeps = new SweepStep(compiler, matching, rows, runner::now);
        dryRun = new DryRun(compiler, matching, guard, actions, times, rows, reader, runner);
        templates = new RuleTemplates(zone);
        explanation = new Explanation(compiler, matching, reader, runner::now);
    }

    /** Checks rules; it is needed before the other parts can be made. */
    public static RuleCompiler compiler(
            ChangeKinds kinds, RowCatalog rows, CommandCatalog catalog, ZoneId zone) {
        Fields fields = new Fields(rows);
        return new RuleCompiler(
                new Events(kinds, rows),
                fields,
                new ActionCompiler(new CommandInputs(catalog), fields),
                rows.all().stream().map(RowType::entityType).toList(),
                zone);
    }

    /** The handler of the commands. */
    public static AutomationHandler handler(RuleCompiler compiler, ZoneId zone) {
        return new AutomationHandler(compiler, new RuleTemplates(zone));
    }

    /** Deletes old runs and drops what was held too long. */
    public static boolean purge(Tx tx, Instant now) {
        for (AutomationRun run : RunStore.heldBefore(tx, now.minus(HELD_KEPT), PURGED_AT_ONCE)) {
            RunStore.update(
                    tx,
                    run.finished(RunStatus.DROPPED, RunReason.EXPIRED, 0, run.trace(), null, now));
            LimitStore.free(tx, run, now);
        }
        int _ = LimitStore.purge(tx, now.minus(RUNS_KEPT));
        int purged =
                RunStore.purge(tx, now.minus(RUNS_KEPT), now.minus(FAILED_KEPT), PURGED_AT_ONCE);
        return purged + SweepStore.purge(tx, now.minus(FAILED_KEPT), PURGED_AT_ONCE) > 0;
    }

    /** A rule that cannot be evaluated stops neither the log nor the other rules. */
    boolean matchAlone(Tx tx, Matching.Candidate candidate, Change change) {
        try {
            return runner.attempt(tx, () -> matching.match(tx, candidate, change));
        } catch (RuntimeException failure) {
            if (DatabaseException.isOutage(failure)) {
                throw failure;
            }
            LOG.error("rule {} fails at change {}", candidate.rule().id(), change.seq(), failure);
            guard.count(tx, candidate.rule().id(), RunReason.INVALID_RULE);
            return false;
        }
    }

    /** A run that cannot be done stops no other run. */
    void executeAlone(Tx tx, AutomationRun run) {
        try {
            runner.attempt(
                    tx,
                    () -> {
                        executor.execute(tx, run);
                        return run;
                    });
        } catch (RuntimeException failure) {
            if (DatabaseException.isOutage(failure)) {
                throw failure;
            }
            LOG.error("run {} of rule {} fails", run.id(), run.ruleId(), failure);
            executor.fail(tx, run);
        }
    }

    /** Whether the caller sees a run. */
    public static boolean isRunVisible(Tx tx, String runId, Caller caller) {
        return RunStore.find(tx, runId)
                .filter(run -> RunStore.isVisible(tx, run, caller))
                .isPresent();
    }

    Database database() {
        return database;
    }

    GroupCommit writer() {
        return writer;
    }

    CommandRunner runner() {
        return runner;
    }

    Instant now() {
        return runner.now();
    }

    RuleCompiler compiler() {
        return compiler;
    }

    CommandInputs inputs() {
        return inputs;
    }

    Matching matching() {
        return matching;
    }

    RuleGuard guard() {
        return guard;
    }

    RunExecutor executor() {
        return executor;
    }

    SweepStep sweeps() {
        return sweeps;
    }

    DryRun dryRun() {
        return dryRun;
    }

    BackfillPreview preview(Tx tx, AutomationRule rule) {
        return BackfillPreview.of(tx, rule, compiler, matching, rows);
    }

    RuleTemplates templates() {
        return templates;
    }

    Explanation explanation() {
        return explanation;
    }
}
