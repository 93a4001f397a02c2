package com.techbro24.crm.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active rules at one point of the log, by event. Immutable. */
final class RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    static final RuleBook EMPTY = new RuleBook(Map.of());

    private final Map<String, CompiledRule> byId;
    private final Map<String, List<CompiledRule>> byEvent = new HashMap<>();
    private final Set<String> owners = new HashSet<>();

    private RuleBook(Map<String, CompiledRule> byId) {
        this.byId = byId;
        for (CompiledRule each : byId.values()) {
            owners.add(each.rule().ownerId());
            for (String event : each.rule().trigger().eventNames()) {
                byEvent.computeIfAbsent(event, key -> new ArrayList<>()).add(each);
            }
        }
    }

    static RuleBook of(List<AutomationRule> rules, RuleCompiler compiler) {
        Map<String, CompiledRule> all = new LinkedHashMap<>();
        rules.forEach(rule -> put(all, rule, compiler));
        return new RuleBook(all);
    }

    /** The book with this version of a rule. */
    RuleBook with(AutomationRule rule, RuleCompiler compiler) {
        Map<String, CompiledRule> all = new LinkedHashMap<>(byId);
        all.remove(rule.id());
        put(all, rule, compiler);
        return new RuleBook(all);
    }

    private static void put(
            Map<String, CompiledRule> all, AutomationRule rule, RuleCompiler compiler) {
        if (!rule.isActive()) {
            return;
        }
        compiler.stored(rule)
                .ifPresentOrElse(
                        compiled -> all.put(rule.id(), compiled),
                        () -> LOG.warn("rule {} does not fit this version", rule.id()));
    }

    List<CompiledRule> of(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Whether the agent owns an active rule. */
    boolean hasOwner(String agentId) {
        return owners.contains(agentId);
    }

    int size() {
        return byId.size();
    }
}
