package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what a run is due to do, in the transaction that stores that it did. */
final class RunExecutor {
    private static final Duration LATE_MAX = Duration.ofDays(1);

    /** A run that waited longer looks at its conditions again. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final CompiledVersions versions;
    private final Matching matching;
    private final RunTimes times;
    private final RuleGuard guard;
    private final ActionRunner actions;
    private final RowCatalog rows;
    private final Neighbours neighbours;
    private final ChangeReader reader;
    private final Supplier<Instant> now;

    RunExecutor(
            RuleCompiler compiler,
            Matching matching,
            RunTimes times,
            RuleGuard guard,
            ActionRunner actions,
            RowCatalog rows,
            Neighbours neighbours,
            ChangeReader reader,
            Supplier<Instant> now) {
        versions = new CompiledVersions(compiler);
        this.matching = matching;
        this.times = times;
        this.guard = guard;
        this.actions = actions;
        this.rows = rows;
        this.neighbours = neighbours;
        this.reader = reader;
        this.now = now;
    }

    /** Why a run does not act. */
    private record Refusal(RunStatus status, RunReason reason, @Nullable JsonNode conditions) {
        static Refusal of(RunStatus status, RunReason reason) {
            return new Refusal(status, reason, null);
        }
    }

    /** Does nothing if the run does not wait any more: another run may have ended its rule. */
    void execute(Tx tx, AutomationRun run) {
        if (!RunStore.isWaiting(tx, run.id())) {
            return;
        }
        long start = System.nanoTime();
        Optional<AutomationRule> current = AutomationStore.find(tx, run.ruleId());
        Optional<CompiledRule> compiled = versions.of(tx, run, current);
        Optional<Caller> owner = current.flatMap(rule -> Matching.owner(tx, rule));
        if (current.isEmpty() || current.get().deletedAt() != null) {
            refuse(tx, run, Refusal.of(RunStatus.CANCELLED, RunReason.RULE_DELETED));
        } else if (!current.get().enabled() && !isBackfill(run)) {
            refuse(tx, run, Refusal.of(RunStatus.CANCELLED, RunReason.RULE_DISABLED));
        } else if (owner.isEmpty()) {
            refuse(tx, run, Refusal.of(RunStatus.CANCELLED, RunReason.OWNER_INACTIVE));
        } else if (compiled.isEmpty()) {
            refuse(tx, run, Refusal.of(RunStatus.SKIPPED, RunReason.INVALID_RULE));
        } else if (run.nextAt().isBefore(now.get().minus(LATE_MAX)) && run.attempts() == 0) {
            refuse(tx, run, Refusal.of(RunStatus.SKIPPED, RunReason.EXPIRED));
        } else {
            act(tx, run, current.get(), compiled.get(), owner.get(), start);
        }
    }

    /** Ends a run that cannot even be looked at. */
    void fail(Tx tx, AutomationRun run) {
        RunStore.update(
                tx,
                run.finished(
                        RunStatus.FAILED,
                        RunReason.INVALID_RULE,
                        run.attempts() + 1,
                        run.trace(),
                        null,
                        now.get()));
    }

    private static boolean isBackfill(AutomationRun run) {
        return run.occasion().startsWith("backfill:");
    }

    private void refuse(Tx tx, AutomationRun run, Refusal refusal) {
        ObjectNode trace = run.trace() == null ? Json.object() : run.trace().deepCopy();
        if (refusal.conditions() != null) {
            trace.set("conditions", refusal.conditions());
        }
        RunStore.update(
                tx,
                run.finished(
                        refusal.status(), refusal.reason(), run.attempts(), trace, 0, now.get()));
        LimitStore.free(tx, run, now.get());
    }

    private void act(
            Tx tx,
            AutomationRun run,
            AutomationRule current,
            CompiledRule compiled,
            Caller owner,
            long start) {
        Optional<Situation> found = situation(tx, run, compiled, owner);
        if (found.isEmpty()) {
            refuse(tx, run, Refusal.of(RunStatus.SKIPPED, RunReason.ROW_GONE));
            goOnWithSuccessor(tx, run, compiled.rule());
            return;
        }
        Situation situation = found.get();
        boolean isLate =
                run.attempts() > 0
                        || compiled.rule().delaySeconds() > 0
                        || run.createdAt().plus(FRESH).isBefore(now.get());
        if (isLate && compiled.condition().test(situation) != Truth.TRUE) {
            JsonNode saw = compiled.condition().explain(situation);
            refuse(tx, run, new Refusal(RunStatus.SKIPPED, RunReason.CONDITIONS_CHANGED, saw));
            return;
        }
        Instant opening = times.opening(tx, owner, compiled, situation, now.get());
        if (opening.isAfter(now.get())) {
            RunStore.update(tx, run.again(opening, run.attempts(), run.trace(), now.get()));
            return;
        }
        ActionRunner.Result result =
                actions.run(
                        compiled, new ActionContext(tx, owner, current, run, situation, now.get()));
        finish(tx, run, current, result, start);
    }

    /**
     * Where the row was merged, a run about the row that stays, unless its rule answered it too.
     */
    private void goOnWithSuccessor(Tx tx, AutomationRun run, AutomationRule rule) {
        if (run.entityType() == null || run.entityId() == null) {
            return;
        }
        String id = neighbours.successor(tx, run.entityType(), run.entityId());
        if (id == null
                || RunStore.exists(tx, rule.id(), run.occasion(), id)
                || rule.oncePer() == OncePer.RECORD
                        && LimitStore.lastAt(tx, rule.id(), id, run.createdAt()).isPresent()
                || rule.whileWaiting() != WhileWaiting.ADD
                        && RunStore.dueAfter(tx, rule.id(), id, run.createdAt()).isPresent()) {
            return;
        }
        AutomationRun next = run.about(Id.next(), id, now.get());
        RunStore.insert(tx, next);
        LimitStore.mark(tx, next, run.createdAt());
    }

    private void finish(
            Tx tx,
            AutomationRun run,
            AutomationRule current,
            ActionRunner.Result result,
            long start) {
        int attempts = run.attempts() + 1;
        Optional<Duration> wait = result.isRetryable() ? Retries.after(attempts) : Optional.empty();
        if (wait.isPresent()) {
            RunStore.update(
                    tx, run.again(now.get().plus(wait.get()), attempts, result.trace(), now.get()));
            return;
        }
        int took = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        AutomationRun ended =
                run.finished(
                        result.isDone() ? RunStatus.DONE : RunStatus.FAILED,
                        result.isDone() ? null : RunReason.ACTION_FAILED,
                        attempts,
                        result.trace(),
                        took,
                        now.get());
        RunStore.update(tx, ended);
        guard.record(tx, current, ended);
        guard.countRun(tx, current, ended);
    }

    /** The row as it stands, with what the event saw; empty if the row is gone. */
    private Optional<Situation> situation(
            Tx tx, AutomationRun run, CompiledRule compiled, Caller owner) {
        Optional<Change> change = run.seq() == null ? Optional.empty() : reader.find(tx, run.seq());
        Situation base =
                change.map(each -> matching.situation(tx, owner, String.valueOf(run.event()), each))
                        .orElseGet(() -> matching.situation(tx, owner, null));
        Situation remembered = base.withThen(run.then());
        String entityType = compiled.entityType();
        if (entityType == null || run.entityId() == null) {
            return Optional.of(remembered);
        }
        if (change.isPresent() && change.get().kind().isDeletion()) {
            return Optional.of(remembered);
        }
        return rows.get(entityType)
                .find(tx, owner, run.entityId())
                .map(row -> remembered.withRecord(Json.<JsonNode>tree(row)));
    }
}
