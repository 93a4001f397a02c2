package com.techbro24.crm.automation.conditions;

import com.techbro24.crm.automation.conditions.Field.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that can never hold, from the words, flags and single values that they ask for.
 * It follows every part that has to hold; of an {@code any}, each part must fail by itself. Ranges
 * of numbers and times are not looked at.
 */
final class Contradictions {
    private final Map<String, Domain> domains;
    private final Domain before;
    private final List<List<Part>> choices = new ArrayList<>();
    private boolean isContradiction;

    /** An expression or its opposite. */
    private record Part(Expression expression, boolean isNegated) {}

    private Contradictions(Map<String, Domain> domains, Domain before) {
        this.domains = new HashMap<>(domains);
        this.before = before;
    }

    /**
     * @param implied what is so anyway, by path
     * @param before what is so of every field before the event
     */
    static boolean canNeverHold(Expression expression, Map<String, Domain> implied, Domain before) {
        return new Contradictions(implied, before).fails(new Part(expression, false));
    }

    private boolean fails(Part part) {
        require(part);
        return isContradiction
                || choices.stream()
                        .anyMatch(
                                choice ->
                                        choice.stream()
                                                .allMatch(
                                                        each ->
                                                                new Contradictions(domains, before)
                                                                        .fails(each)));
    }

    private void require(Part part) {
        switch (part.expression) {
            case Expression.Not not -> require(new Part(not.part(), !part.isNegated));
            case Expression.All all -> group(all.parts(), part.isNegated, !part.isNegated);
            case Expression.Any any -> group(any.parts(), part.isNegated, part.isNegated);
            case Leaf leaf -> leaf(leaf, part.isNegated);
        }
    }

    private void group(List<Expression> parts, boolean isNegated, boolean needsEach) {
        List<Part> each = parts.stream().map(part -> new Part(part, isNegated)).toList();
        if (needsEach) {
            each.forEach(this::require);
        } else {
            choices.add(each);
        }
    }

    private void leaf(Leaf leaf, boolean isNegated) {
        Field field = leaf.found().field();
        Collection<?> values = values(leaf.operand());
        switch (leaf.operator()) {
            case EQ, IN -> narrow(field, values, !isNegated);
            case NE, NOT_IN -> narrow(field, values, isNegated);
            case EXISTS -> {
                boolean wanted = values != null && values.contains(true);
                narrow(field, Set.of(Domain.NOTHING), wanted == isNegated);
            }
            case CHANGED_TO -> narrow(field, isNegated ? null : values, true);
            case CHANGED_FROM -> narrow(beforeOf(field), isNegated ? null : values, true);
            case GT, GTE, LT, LTE, CONTAINS, STARTS_WITH -> something(field, isNegated);
            case BEFORE, AFTER, WITHIN_LAST -> something(field, isNegated);
            case CHANGED -> {}
        }
    }

    /** A comparison holds for no missing value. */
    private void something(Field field, boolean isNegated) {
        narrow(field, isNegated ? null : Set.of(Domain.NOTHING), false);
    }

    /**
     * @param values null if they are not known
     * @param isOnly whether these are the only possible values, or impossible
     */
    private void narrow(Field field, @Nullable Collection<?> values, boolean isOnly) {
        if (values == null) {
            return;
        }
        Domain domain = Domain.ofField(field);
        if (field.source() == Source.BEFORE) {
            domain = domain.and(before);
        }
        Domain known = domain.and(domains.getOrDefault(field.path(), Domain.ANY));
        Domain narrowed = isOnly ? known.only(values) : known.without(values);
        domains.put(field.path(), narrowed);
        isContradiction |= narrowed.isEmpty();
    }

    private static @Nullable Collection<?> values(Operand operand) {
        return switch (operand) {
            case Operand.Literal(Collection<?> many) -> many;
            case Operand.Literal literal -> List.of(literal.value());
            case Operand.Ref ref -> null;
        };
    }

    private static Field beforeOf(Field field) {
        String path = Fields.BEFORE + field.path().substring(field.path().indexOf('.') + 1);
        return new Field(path, field.type(), field.words(), true, Source.BEFORE);
    }
}
