package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guards against loops, floods, owners who left and rules that fail. */
final class RuleGuard {
    /** How many followers may pass something on between two rules. */
    private static final int CHAIN_MAX = 10;

    private static final int STOPS_MAX = 3;
    private static final int FAILURES_MAX = 20;
    private static final Duration STOPS_WITHIN = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String MATCHED = "matched";

    private final CommandRunner runner;
    private final ChangeReader reader;
    private final Notices notices;

    RuleGuard(CommandRunner runner, ChangeReader reader, Notices notices) {
        this.runner = runner;
        this.reader = reader;
        this.notices = notices;
    }

    /** How many rules set each other off before this change. */
    int depth(Tx tx, Change change) {
        Optional<Change> next = Optional.of(change);
        for (int looked = 0; next.isPresent() && looked < CHAIN_MAX; looked++) {
            Long cause = next.get().cause();
            String via = next.get().via();
            if (via != null && via.startsWith(AutomationRule.VIA)) {
                String ruleId = via.substring(AutomationRule.VIA.length());
                return 1 + (cause == null ? 0 : RunStore.depth(tx, ruleId, "seq:" + cause));
            }
            next = cause == null ? Optional.empty() : reader.find(tx, cause);
        }
        return 0;
    }

    /** Counts why a rule did not run, by hour. */
    void count(Tx tx, String ruleId, RunReason reason) {
        Instant hour = runner.now().truncatedTo(ChronoUnit.HOURS);
        long _ = LimitStore.count(tx, ruleId, hour, EnumNames.of(reason));
    }

    /**
     * Counts a run; true if it is beyond the budget, or others are held already. The owner is told
     * of the first one.
     */
    boolean isOverBudget(Tx tx, AutomationRule rule, Instant at, @Nullable Long seq) {
        Burst burst = rule.burst();
        String key = MATCHED + ":" + burst.within();
        boolean isOver = LimitStore.count(tx, rule.id(), burst.periodStart(at), key) > burst.runs();
        boolean isHolding = RunStore.isHolding(tx, rule.id());
        if (isOver && !isHolding) {
            tellHeld(tx, rule, seq);
        }
        return isOver || isHolding;
    }

    private void tellHeld(Tx tx, AutomationRule rule, @Nullable Long seq) {
        notices.toOwner(
                tx,
                rule,
                "held",
                "Rule “%s” is paused".formatted(rule.name()),
                "It had more runs than its budget of %d in %s. Release or drop the runs that wait."
                        .formatted(rule.burst().runs(), rule.burst().within()),
                seq);
    }

    /** A run that would continue a loop. */
    void stop(Tx tx, AutomationRule rule, AutomationRun run) {
        Instant now = runner.now();
        AutomationRun stopped =
                run.finished(RunStatus.STOPPED, RunReason.LOOP, 0, run.trace(), 0, now);
        RunStore.insert(tx, stopped);
        record(tx, rule, stopped);
        notices.toOwner(
                tx,
                rule,
                "loop",
                "Rule “%s” was stopped".formatted(rule.name()),
                "Rules set each other off %d times. This rule allows %d (maxDepth)."
                        .formatted(run.depth(), rule.maxDepth()),
                run.seq());
        if (RunStore.stoppedSince(tx, rule.id(), now.minus(STOPS_WITHIN)) >= STOPS_MAX) {
            disable(tx, rule.id(), DisabledReason.LOOPING, run.seq());
        }
    }

    /** Logs a run that ended. */
    void record(Tx tx, AutomationRule rule, AutomationRun run) {
        Submission submission =
                Submission.of(new AutomationCommand.RecordRun(run.id()), Caller.SYSTEM)
                        .via(rule.via());
        var _ = runner.run(tx, run.seq() == null ? submission : submission.because(run.seq()));
    }

    /** Counts a run that acted or failed; disables a rule that always fails. */
    void countRun(Tx tx, AutomationRule rule, AutomationRun run) {
        boolean failed = run.status() == RunStatus.FAILED;
        long failures = AutomationStore.countRun(tx, rule.id(), failed, runner.now());
        if (failed) {
            long hour = runner.now().toEpochMilli() / HOUR.toMillis();
            notices.toOwner(
                    tx,
                    rule,
                    "failed:" + hour,
                    "Rule “%s” failed".formatted(rule.name()),
                    "See the runs of this rule for what went wrong.",
                    run.seq());
        }
        if (failures >= FAILURES_MAX) {
            disable(tx, rule.id(), DisabledReason.FAILING, run.seq());
        }
    }

    private void disable(Tx tx, String ruleId, DisabledReason reason, @Nullable Long seq) {
        Submission submission =
                Submission.of(new AutomationCommand.Disable(ruleId, reason), Caller.SYSTEM);
        var _ = runner.run(tx, seq == null ? submission : submission.because(seq));
    }

    /** Disables the rules of an owner who is disabled or is no manager any more. */
    void checkOwner(Tx tx, String agentId, long seq) {
        for (AutomationRule rule : AutomationStore.enabledOf(tx, agentId)) {
            if (Matching.owner(tx, rule).isEmpty()) {
                disable(tx, rule.id(), DisabledReason.OWNER_LEFT, seq);
                notices.toAdmins(
                        tx,
                        rule,
                        "Rule “%s” is disabled".formatted(rule.name()),
                        "Its owner has left. Take it over to use it again.",
                        seq);
            }
        }
    }
}
