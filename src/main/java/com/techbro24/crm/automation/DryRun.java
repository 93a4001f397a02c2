package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Says what a rule would do about past events, and changes nothing. */
final class DryRun {
    private static final int RESULTS_MAX = 20;

    private final RuleCompiler compiler;
    private final Matching matching;
    private final RuleGuard guard;
    private final ActionRunner actions;
    private final RunTimes times;
    private final RowCatalog rows;
    private final ChangeReader reader;
    private final CommandRunner runner;

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
        this.rows = rows;
        this.reader = reader;
        this.runner = runner;
    }

    /**
     * An event to try a rule on.
     *
     * @param change null for a row without an event
     * @param event null without a change
     * @param row null for a schedule without rows
     */
    private record Trial(@Nullable Change change, @Nullable String event, @Nullable Entity row) {
        @Nullable String entityId() {
            if (change != null) {
                return change.entityId();
            }
            return row == null ? null : row.id();
        }

        RuleTestResult.@Nullable Event tried() {
            return change == null
                    ? null
                    : new RuleTestResult.Event(
                            change.seq(),
                            event == null ? change.kind().wireName() : event,
                            change.at());
        }
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
        Scan scan =
                database.read(
                        tx ->
                                isEvent
                                        ? events(tx, compiled, test, caller)
                                        : row(tx, compiled, test, caller));
        List<RuleTestResult> results =
                writer.write(
                        tx ->
                                scan.trials.stream()
                                        .map(
                                                trial ->
                                                        runner.dryRun(
                                                                tx,
                                                                () -> look(tx, compiled, trial)))
                                        .toList());
        long matched = results.stream().filter(RuleTestResult::matched).count();
        return new RuleTestReply(
                matched > 0, scan.scanned, isEvent ? scan.matched : matched, results);
    }

    /**
     * The events found.
     *
     * @param scanned how many changes were read
     * @param matched how many of them the rule would answer
     */
    private record Scan(long scanned, long matched, List<Trial> trials) {}

    private Scan row(Tx tx, CompiledRule compiled, RuleTest test, Caller caller) {
        String entityType = compiled.entityType();
        if (entityType == null) {
            return new Scan(0, 1, List.of(new Trial(null, null, null)));
        }
        List<? extends Entity> found =
                test.entity() == null
                        ? rows.get(entityType).after(tx, caller, "", RESULTS_MAX)
                        : rows.get(entityType).find(tx, caller, List.of(test.entity()));
        if (found.isEmpty() && test.entity() != null) {
            throw Problem.notFound(entityType);
        }
        List<Trial> trials = found.stream().map(each -> new Trial(null, null, each)).toList();
        return new Scan(trials.size(), trials.size(), trials);
    }

    private Scan events(Tx tx, CompiledRule compiled, RuleTest test, Caller caller) {
        if (test.seq() != null) {
            Change change =
                    reader.find(tx, test.seq())
                            .filter(each -> Matching.isVisible(each, caller))
                            .orElseThrow(() -> Problem.notFound("change"));
            String event = matching.eventOf(compiled.rule(), change).orElse(null);
            return new Scan(1, event == null ? 0 : 1, List.of(new Trial(change, event, null)));
        }
        return test.days() == null
                ? latest(tx, compiled, caller)
                : ofDays(tx, compiled, test.days(), caller);
    }

    /** The newest event of the rule, whether its conditions hold or not. */
    private Scan latest(Tx tx, CompiledRule compiled, Caller caller) {
        List<Trial> found = new ArrayList<>(1);
        long scanned =
                LogScan.backwards(
                        tx,
                        reader,
                        change -> {
                            if (Matching.isVisible(change, caller)) {
                                matching.eventOf(compiled.rule(), change)
                                        .ifPresent(
                                                event -> found.add(new Trial(change, event, null)));
                            }
                            return found.isEmpty();
                        });
        return new Scan(scanned, found.size(), found);
    }

    /** The events of some days that the rule would answer; the newest are shown. */
    private Scan ofDays(Tx tx, CompiledRule compiled, int days, Caller caller) {
        Instant from = runner.now().minus(Duration.ofDays(days));
        List<Trial> shown = new ArrayList<>();
        AtomicLong matched = new AtomicLong();
        Optional<Caller> owner = Matching.owner(tx, compiled.rule());
        long scanned =
                LogScan.backwards(
                        tx,
                        reader,
                        change -> {
                            Optional<String> event = matching.eventOf(compiled.rule(), change);
                            if (event.isPresent()
                                    && owner.isPresent()
                                    && Matching.isVisible(change, caller)
                                    && Matching.isVisible(change, owner.get())
                                    && holds(tx, compiled, owner.get(), event.get(), change)) {
                                long _ = matched.incrementAndGet();
                                if (shown.size() < RESULTS_MAX) {
                                    shown.add(new Trial(change, event.get(), null));
                                }
                            }
                            return change.at().isAfter(from);
                        });
        return new Scan(scanned, matched.get(), shown);
    }

    private boolean holds(Tx tx, CompiledRule compiled, Caller owner, String event, Change change) {
        Situation situation = matching.situation(tx, owner, event, change);
        return compiled.condition().test(situation) == Truth.TRUE;
    }

    private RuleTestResult look(Tx tx, CompiledRule compiled, Trial trial) {
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
            checks.add(
                    new RuleTestResult.Check("depth", guard.depth(tx, change) < rule.maxDepth()));
        }
        Instant at = change == null ? runner.now() : change.at();
        String entityId = Objects.requireNonNullElse(trial.entityId(), "");
        addLimits(tx, rule, entityId, at, checks);
        Situation situation =
                change == null
                        ? matching.situation(
                                tx,
                                owner.get(),
                                trial.row() == null ? null : Json.tree(trial.row()))
                        : matching.situation(
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

    private static void addLimits(
            Tx tx,
            AutomationRule rule,
            String entityId,
            Instant at,
            List<RuleTestResult.Check> checks) {
        Optional<Instant> last = LimitStore.lastAt(tx, rule.id(), entityId).filter(at::isAfter);
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
            Trial trial,
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
