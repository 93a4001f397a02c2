package com.techbro24.crm.automation;

import com.techbro24.crm.automation.conditions.Condition;
import com.techbro24.crm.automation.time.Cron;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is ready to be tested and run.
 *
 * @param entityType the type of its rows; null for a schedule without rows
 * @param window when it may act; null for always
 * @param cron the time table; null for events
 */
record CompiledRule(
        AutomationRule rule,
        @Nullable String entityType,
        Condition condition,
        List<CompiledAction> actions,
        @Nullable RuleWindow window,
        @Nullable Cron cron) {
    /** The values of when it matched that its conditions and actions name. */
    Set<String> thenPaths() {
        Set<String> paths = new TreeSet<>(condition.thenPaths());
        actions.forEach(
                action ->
                        action.params().values().forEach(value -> paths.addAll(value.thenPaths())));
        return paths;
    }

    String id() {
        return rule.id();
    }
}
