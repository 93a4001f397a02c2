package com.techbro24.crm.automation.conditions;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that a field can still have, narrowed condition by condition.
 *
 * @param only the possible values; null for any
 * @param without values that are not possible
 */
record Domain(@Nullable Set<Object> only, Set<Object> without) {
    /** Stands for no value. */
    static final Object NOTHING = new Object();

    static final Domain ANY = new Domain(null, Set.of());

    static Domain ofField(Field field) {
        Set<Object> values = new HashSet<>(field.words());
        if (field.type() == FieldType.FLAG) {
            values.addAll(List.of(true, false));
        }
        boolean isOpen = values.isEmpty() || field.type() == FieldType.LIST;
        if (isOpen) {
            return mayBeNothing(field) ? ANY : something();
        }
        if (mayBeNothing(field)) {
            values.add(NOTHING);
        }
        return new Domain(values, Set.of());
    }

    /** A blank text and an empty list count as no value. */
    private static boolean mayBeNothing(Field field) {
        return field.isNullable()
                || switch (field.type()) {
                    case TEXT, LIST, OBJECT, ANY -> true;
                    case WORD, NUMBER, FLAG, TIME, DURATION -> false;
                };
    }

    static Domain only(Object... values) {
        return ANY.only(List.of(values));
    }

    static Domain something() {
        return ANY.without(Set.of(NOTHING));
    }

    Domain only(Collection<?> values) {
        Set<Object> left = new HashSet<>(values);
        if (only != null) {
            left.retainAll(only);
        }
        return new Domain(left, without);
    }

    Domain without(Collection<?> values) {
        Set<Object> all = new HashSet<>(without);
        all.addAll(values);
        return new Domain(only, all);
    }

    Domain and(Domain other) {
        Domain narrowed = without(other.without);
        return other.only == null ? narrowed : narrowed.only(other.only);
    }

    boolean isEmpty() {
        return only != null && without.containsAll(only);
    }
}
