package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.InputError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition: a tree of {@code all}, {@code any} and {@code not}, whose leaves are {@code
 * {"field": …, "op": …, "value": …}}. A value may be another field: {@code {"ref": "now", "plus":
 * "-P1D"}}.
 *
 * <p>A missing value is null: {@code ne} and {@code not_in} hold for it, comparisons don't, and two
 * missing values are equal. Text is compared by {@link com.techbro24.crm.base.Fold}.
 */
public final class Condition {
    private final Expression expression;
    private final Set<String> thenPaths;

    private Condition(Expression expression, Set<String> thenPaths) {
        this.expression = expression;
        this.thenPaths = Set.copyOf(thenPaths);
    }

    /**
     * Compiles a condition. If it adds errors, the condition must not be used.
     *
     * @param tree null for a condition that always holds
     * @param entityType the type of the record; null without one
     * @param isEvent whether there is an event
     * @param errors every error is added to it
     * @param path the path of the tree in the input, {@code conditions}
     */
    public static Condition compile(
            @Nullable ObjectNode tree,
            Fields fields,
            @Nullable String entityType,
            boolean isEvent,
            List<InputError> errors,
            String path) {
        Faults faults = new Faults(fields, entityType, isEvent, errors);
        Expression expression =
                tree == null ? null : new ConditionCompiler(faults).compile(tree, path);
        return new Condition(
                expression == null ? Expression.All.of(List.of()) : expression, faults.thenPaths());
    }

    public Truth test(Situation situation) {
        return expression.test(situation);
    }

    /**
     * The condition as written; each group with its answer and its parts in {@code of}, each leaf
     * with the value that it {@code saw} and whether it is {@code ok}: true, false, or null where
     * that is unknown. With another field, {@code comparedWith} is its value; with an event
     * operator, {@code was} is the old value.
     */
    public JsonNode explain(Situation situation) {
        return expression.explain(situation).json();
    }

    /** Whether it looks at linked rows; if not, its answer is never unknown. */
    public boolean needsLinks() {
        return expression.needsLinks();
    }

    /** The fields named with {@code then.}, without it: what to store when the rule matches. */
    public Set<String> thenPaths() {
        return thenPaths;
    }

    /**
     * Whether it certainly holds at none of the events, because its parts contradict each other or
     * what an event says about its record. False does not mean that it can hold.
     *
     * @param names the events; empty for a schedule
     */
    public boolean canNeverHold(Events events, Collection<String> names) {
        if (names.isEmpty()) {
            return Contradictions.canNeverHold(expression, Map.of(), Domain.ANY);
        }
        return names.stream()
                .allMatch(
                        name -> {
                            Event event = events.find(name).orElse(null);
                            return Contradictions.canNeverHold(
                                    expression, Implied.by(event), Implied.before(event));
                        });
    }
}
