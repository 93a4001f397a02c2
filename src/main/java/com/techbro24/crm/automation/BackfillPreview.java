package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill of a rule would do now, and the last one.
 *
 * @param scanned how many rows were looked at
 * @param matches how many runs it would make: rows that match and have no run that prevents one
 * @param isComplete whether all rows were looked at
 * @param sample ids of the first rows that match
 * @param last the last backfill, running or not; null for none
 */
public record BackfillPreview(
        long scanned, long matches, boolean isComplete, List<String> sample, @Nullable Sweep last) {
    private static final int ROWS_AT_ONCE = 500;
    private static final int ROWS_MAX = 200_000;
    private static final int SAMPLE_MAX = 10;

    /** Looks at the rows that the rule's owner sees; a problem if the rule needs an event. */
    static BackfillPreview of(
            Tx tx, AutomationRule rule, RuleCompiler compiler, Matching matching, RowCatalog rows) {
        CompiledRule compiled = compiler.compileForRows(rule);
        Optional<Caller> owner = Matching.owner(tx, rule);
        String entityType = compiled.entityType();
        if (entityType == null || owner.isEmpty()) {
            throw Problem.unprocessable("This rule is not about rows, or its owner has left.");
        }
        RowType<?> type = rows.get(entityType);
        List<String> sample = new ArrayList<>();
        long scanned = 0;
        long matches = 0;
        String last = "";
        boolean isComplete = false;
        while (!isComplete && scanned < ROWS_MAX) {
            List<? extends Entity> page = type.after(tx, owner.get(), last, ROWS_AT_ONCE);
            for (Entity row : page) {
                scanned++;
                last = row.id();
                Situation situation = matching.situation(tx, owner.get(), Json.tree(row));
                if (isOpen(tx, rule, row.id())
                        && compiled.condition().test(situation) == Truth.TRUE) {
                    matches++;
                    if (sample.size() < SAMPLE_MAX) {
                        sample.add(row.id());
                    }
                }
            }
            isComplete = page.size() < ROWS_AT_ONCE;
        }
        return new BackfillPreview(
                scanned,
                matches,
                isComplete,
                List.copyOf(sample),
                SweepStore.last(tx, rule.id(), Sweep.Kind.BACKFILL).orElse(null));
    }

    private static boolean isOpen(Tx tx, AutomationRule rule, String id) {
        return rule.oncePer() == OncePer.NONE
                || LimitStore.last(tx, rule.id(), id)
                        .filter(mark -> mark.freedAt() == null)
                        .isEmpty();
    }
}
