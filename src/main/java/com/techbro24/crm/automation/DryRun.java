package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what a rule would do about past events, and changes nothing. */
final class DryRun {
    private final RuleCompiler compiler;
    private final Matching matching;
    private final RuleGuard guard;
    private final ActionRunner actions;
    private final RunTimes times;
    private final CommandRunner runner;
    private final TrialScan scans;

    DryRun(
            RuleCompiler compiler,
            Matching matching,
            RuleGuard guard,
            ActionRunner actions,
            RunTimes times,
            RowCatalog rows,
            ChangeReader reader,
            CommandRunner runner) {
        this.compiler = compiler;
        this.matching = matching;
        this.guard = guard;
        this.actions = actions;
        this.times = times;
        this.runner = runner;
        scans = new TrialScan(matching, guard, times, rows, reader, runner::now);
    }

    /** The events that were asked for; the newest ones first. */
    RuleTestReply run(
            Database database,
            GroupCommit writer,
            AutomationRule rule,
            RuleTest test,
            Caller caller) {
        boolean isEvent = rule.trigger().schedule() == null && test.entity() == null;
        CompiledRule compiled =
                isEvent ? compiler.compile(rule, Caller.SYSTEM) : compiler.compileForRows(rule);
        TrialScan.Scan scan =
                database.read(
                        tx ->
                                isEvent
                                        ? scans.events(tx, compiled, test, caller)
                                        : scans.row(tx, compiled, test, caller));
        List<RuleTestResult> results =
                writer.write(
                        tx ->
                                scan.trials().stream()
                                        .map(
                                                trial ->
                                                        runner.dryRun(
                                                                tx,
                                                                () -> look(tx, compiled, trial)))
                                        .toList());
        long matched = results.stream().filter(RuleTestResult::matched).count();
        return new RuleTestReply(
                matched > 0,
                scan.scanned(),
                isEvent ? scan.matched() : matched,
                scan.refused(),
                results);
    }

    private RuleTestResult look(Tx tx, CompiledRule compiled, TrialScan.Trial trial) {
        AutomationRule rule = compiled.rule();
        Change change = trial.change();
        List<RuleTestResult.Check> checks = new ArrayList<>();
        Optional<Caller> owner = Matching.owner(tx, rule);
        checks.add(new RuleTestResult.Check("owner_active", owner.isPresent()));
        if (owner.isEmpty()) {
            return new RuleTestResult(
                    false, rule.version(), trial.tried(), checks, null, null, List.of());
        }
        if (change != null) {
            checks.add(new RuleTestResult.Check("trigger", trial.event() != null));
            checks.add(
                    new RuleTestResult.Check(
                            "owner_sees", Matching.isVisible(change, owner.get())));
        }
        Instant at = change == null ? runner.now() : change.at();
        String entityId = Objects.requireNonNullElse(trial.entityId(), "");
        if (trial.limits() != null) {
            checks.addAll(trial.limits());
        } else {
            addLimits(tx, rule, change, entityId, checks);
        }
        Situation situation =
                change == null
                        ? matching.situation(
                                tx,
                                owner.get(),
                                trial.row() == null ? null : Json.tree(trial.row()))
                        : matching.situationThen(
                                tx, owner.get(), String.valueOf(trial.event()), change);
        boolean holds = compiled.condition().test(situation) == Truth.TRUE;
        boolean matched = holds && checks.stream().allMatch(RuleTestResult.Check::ok);
        Instant due = times.due(tx, owner.get(), compiled, situation, at);
        return new RuleTestResult(
                matched,
                rule.version(),
                trial.tried(),
                checks,
                compiled.condition().explain(situation),
                due,
                matched ? actions(tx, compiled, owner.get(), situation, trial, due) : List.of());
    }

    private void addLimits(
            Tx tx,
            AutomationRule rule,
            @Nullable Change change,
            String entityId,
            List<RuleTestResult.Check> checks) {
        Instant at = change == null ? runner.now() : change.at();
        if (change != null) {
            checks.add(
                    new RuleTestResult.Check("depth", guard.depth(tx, change) < rule.maxDepth()));
        }
        Optional<Instant> last = LimitStore.lastAt(tx, rule.id(), entityId, at).filter(at::isAfter);
        if (rule.oncePer() == OncePer.RECORD) {
            checks.add(new RuleTestResult.Check("once_per", last.isEmpty()));
        }
        if (rule.cooldownSeconds() > 0) {
            Instant cooled = at.minus(rule.cooldown());
            checks.add(
                    new RuleTestResult.Check("cooldown", last.filter(cooled::isBefore).isEmpty()));
        }
    }

    private List<JsonNode> actions(
            Tx tx,
            CompiledRule compiled,
            Caller owner,
            Situation situation,
            TrialScan.Trial trial,
            Instant due) {
        Change change = trial.change();
        Matching.Occasion occasion =
                new Matching.Occasion(
                        "test",
                        trial.event(),
                        change == null ? null : change.seq(),
                        trial.entityId(),
                        0,
                        runner.now());
        AutomationRun run = matching.run(tx, compiled, owner, situation, occasion, due, null);
        ActionContext context =
                new ActionContext(tx, owner, compiled.rule(), run, situation, runner.now());
        List<JsonNode> done = new ArrayList<>();
        actions.run(compiled, context).trace().path("actions").forEach(done::add);
        return done;
    }
}
