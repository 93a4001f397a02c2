package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes on with a sweep: looks at the next rows, and stores runs for those that match. */
final class SweepStep {
    private static final int ROWS_AT_ONCE = 100;

    private final RuleCompiler compiler;
    private final Matching matching;
    private final RowCatalog rows;
    private final Supplier<Instant> now;

    SweepStep(RuleCompiler compiler, Matching matching, RowCatalog rows, Supplier<Instant> now) {
        this.compiler = compiler;
        this.matching = matching;
        this.rows = rows;
        this.now = now;
    }

    /** Does one step; false if there is no sweep to go on with. */
    boolean run(Tx tx) {
        Optional<Sweep> next = SweepStore.next(tx);
        next.ifPresent(sweep -> step(tx, sweep));
        return next.isPresent();
    }

    private void step(Tx tx, Sweep sweep) {
        Optional<AutomationRule> rule =
                AutomationStore.version(tx, sweep.ruleId(), sweep.ruleVersion())
                        // The follower, which stores versions, may not have seen this one yet.
                        .or(() -> AutomationStore.find(tx, sweep.ruleId()));
        Optional<Caller> owner = rule.flatMap(each -> Matching.owner(tx, each));
        Optional<CompiledRule> compiled = rule.flatMap(each -> compile(each, sweep));
        if (owner.isEmpty() || compiled.isEmpty()) {
            SweepStore.stopOf(tx, sweep.ruleId(), now.get());
            return;
        }
        SweepStore.update(tx, step(tx, sweep, compiled.get(), owner.get()));
    }

    private Optional<CompiledRule> compile(AutomationRule rule, Sweep sweep) {
        return sweep.kind() == Sweep.Kind.TICK
                ? compiler.stored(rule)
                : compiler.storedForRows(rule);
    }

    private Sweep step(Tx tx, Sweep sweep, CompiledRule compiled, Caller owner) {
        String entityType = compiled.entityType();
        if (entityType == null) {
            boolean stored = look(tx, sweep, compiled, owner, null);
            return sweep.advanced("", 0, stored ? 1 : 0, true, now.get());
        }
        List<? extends Entity> page =
                rows.get(entityType).after(tx, owner, sweep.afterId(), ROWS_AT_ONCE);
        int scanned = 0;
        int stored = 0;
        String last = sweep.afterId();
        for (Entity row : page) {
            scanned++;
            last = row.id();
            if (look(tx, sweep, compiled, owner, row)) {
                stored++;
            }
            if (sweep.isFull(stored)) {
                break;
            }
        }
        boolean isDone = page.size() < ROWS_AT_ONCE || sweep.isFull(stored);
        return sweep.advanced(last, scanned, stored, isDone, now.get());
    }

    private boolean look(
            Tx tx, Sweep sweep, CompiledRule compiled, Caller owner, @Nullable Entity row) {
        String id = row == null ? "" : row.id();
        if (RunStore.exists(tx, compiled.id(), sweep.occasion(), id)) {
            return false;
        }
        JsonNode tree = row == null ? null : Json.<JsonNode>tree(row);
        Situation situation = matching.situation(tx, owner, tree);
        if (compiled.condition().test(situation) != Truth.TRUE) {
            return false;
        }
        Matching.Occasion occasion =
                new Matching.Occasion(
                        sweep.occasion(),
                        null,
                        null,
                        row == null ? null : row.id(),
                        0,
                        sweep.createdAt());
        return matching.store(tx, compiled, owner, situation, occasion);
    }
}
