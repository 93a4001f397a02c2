package com.techbro24.crm.automation;

import com.techbro24.crm.database.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The versions that runs were made by, compiled once: compiling takes a fifth of the time of a run.
 * A stored version never changes. Used by the writer's thread only.
 */
final class CompiledVersions {
    private static final int KEPT_MAX = 1_000;

    private final RuleCompiler compiler;
    private final Map<String, CompiledRule> kept = new HashMap<>();

    CompiledVersions(RuleCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * The version of a run; empty if it does not fit this version of the program.
     *
     * @param current the rule of today, for a version that is not stored
     */
    Optional<CompiledRule> of(Tx tx, AutomationRun run, Optional<AutomationRule> current) {
        String key = run.ruleId() + ":" + run.ruleVersion();
        CompiledRule known = kept.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<AutomationRule> stored =
                AutomationStore.version(tx, run.ruleId(), run.ruleVersion());
        Optional<CompiledRule> compiled = stored.or(() -> current).flatMap(compiler::stored);
        if (stored.isPresent() && compiled.isPresent()) {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(key, compiled.get());
        }
        return compiled;
    }
}
