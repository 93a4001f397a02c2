package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the rows and the events that a rule is tried on. */
final class TrialScan {
    private static final int RESULTS_MAX = 20;

    private final Matching matching;
    private final RuleGuard guard;
    private final RunTimes times;
    private final RowCatalog rows;
    private final ChangeReader reader;
    private final Supplier<Instant> now;

    TrialScan(
            Matching matching,
            RuleGuard guard,
            RunTimes times,
            RowCatalog rows,
            ChangeReader reader,
            Supplier<Instant> now) {
        this.matching = matching;
        this.guard = guard;
        this.times = times;
        this.rows = rows;
        this.reader = reader;
        this.now = now;
    }

    /**
     * An event to try a rule on.
     *
     * @param change null for a row without an event
     * @param event null without a change
     * @param row null for a schedule without rows
     * @param limits what the limits said among the other events; null for what they say now
     */
    record Trial(
            @Nullable Change change,
            @Nullable String event,
            @Nullable Entity row,
            @Nullable List<RuleTestResult.Check> limits) {
        Trial(@Nullable Change change, @Nullable String event, @Nullable Entity row) {
            this(change, event, row, null);
        }

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

    /**
     * The events found.
     *
     * @param scanned how many changes were read
     * @param matched how many of them the rule would answer
     * @param refused how many of them only a limit refuses
     */
    record Scan(long scanned, long matched, long refused, List<Trial> trials) {
        Scan(long scanned, long matched, List<Trial> trials) {
            this(scanned, matched, 0, trials);
        }
    }

    /** Rows without an event: the one that was asked for, or the first ones. */
    Scan row(Tx tx, CompiledRule compiled, RuleTest test, Caller caller) {
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

    /** Events: the one that was asked for, the newest one, or those of some days. */
    Scan events(Tx tx, CompiledRule compiled, RuleTest test, Caller caller) {
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

    /** The events of some days that its conditions hold for; the newest are shown. */
    private Scan ofDays(Tx tx, CompiledRule compiled, int days, Caller caller) {
        Optional<Caller> owner = Matching.owner(tx, compiled.rule());
        Instant from = now.get().minus(Duration.ofDays(days));
        Deque<TrialLimits.Event> events = new ArrayDeque<>();
        long scanned =
                LogScan.backwards(
                        tx,
                        reader,
                        change -> {
                            boolean isWithin = change.at().isAfter(from);
                            if (isWithin
                                    && owner.isPresent()
                                    && Matching.isVisible(change, caller)) {
                                event(tx, compiled, owner.get(), change).ifPresent(events::push);
                            }
                            return isWithin;
                        });
        TrialLimits limits = new TrialLimits(tx, compiled.rule(), from);
        Deque<Checked> newest = new ArrayDeque<>();
        long matched = 0;
        for (TrialLimits.Event event : events) {
            Checked checked = new Checked(event, limits.check(event));
            matched += checked.isAnswered() ? 1 : 0;
            newest.push(checked);
            if (newest.size() > RESULTS_MAX) {
                newest.removeLast();
            }
        }
        List<Trial> shown = newest.stream().map(each -> each.trial(tx, reader)).toList();
        return new Scan(scanned, matched, events.size() - matched, shown);
    }

    /** An event with what the limits say of it. */
    private record Checked(TrialLimits.Event event, List<RuleTestResult.Check> checks) {
        boolean isAnswered() {
            return checks.stream().allMatch(RuleTestResult.Check::ok);
        }

        Trial trial(Tx tx, ChangeReader reader) {
            Change change = reader.find(tx, event.seq()).orElseThrow();
            return new Trial(change, event.name(), null, checks);
        }
    }

    /** What the limits need to know of the change, if the conditions hold for it. */
    private Optional<TrialLimits.Event> event(
            Tx tx, CompiledRule compiled, Caller owner, Change change) {
        Optional<String> name = matching.eventOf(compiled.rule(), change);
        if (name.isEmpty() || !Matching.isVisible(change, owner)) {
            return Optional.empty();
        }
        Situation situation = matching.situationThen(tx, owner, name.get(), change);
        if (compiled.condition().test(situation) != Truth.TRUE) {
            return Optional.empty();
        }
        return Optional.of(
                new TrialLimits.Event(
                        change.seq(),
                        name.get(),
                        change.entityId(),
                        change.at(),
                        times.due(tx, owner, compiled, situation, change.at()),
                        guard.depth(tx, change)));
    }
}
