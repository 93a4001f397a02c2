package com.techbro24.crm.automation.conditions;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Growing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The operators of conditions. */
@Growing
public enum Operator {
    EQ(Family.SAME),
    NE(Family.SAME),
    /** One of several values. */
    IN(Family.SEVERAL),
    NOT_IN(Family.SEVERAL),
    GT(Family.ORDERED),
    GTE(Family.ORDERED),
    LT(Family.ORDERED),
    LTE(Family.ORDERED),
    /** A part of a text, or an item of a list. */
    CONTAINS(EnumSet.of(FieldType.TEXT, FieldType.LIST, FieldType.ANY)),
    STARTS_WITH(EnumSet.of(FieldType.TEXT, FieldType.ANY)),
    /** Whether the field has a value; a blank text and an empty list are none. */
    EXISTS(EnumSet.allOf(FieldType.class)),
    /** Whether the event changed the field; in a new row, every field with a value. */
    CHANGED(EnumSet.allOf(FieldType.class)),
    CHANGED_TO(Family.SAME),
    CHANGED_FROM(Family.SAME),
    BEFORE(Family.TEMPORAL),
    AFTER(Family.TEMPORAL),
    /** Not in the future, and at most a duration ago. */
    WITHIN_LAST(Family.TEMPORAL);

    /** Types of fields that several operators share. */
    private static final class Family {
        static final Set<FieldType> SAME =
                EnumSet.complementOf(EnumSet.of(FieldType.LIST, FieldType.OBJECT));
        static final Set<FieldType> SEVERAL =
                EnumSet.complementOf(EnumSet.of(FieldType.LIST, FieldType.OBJECT, FieldType.FLAG));
        static final Set<FieldType> ORDERED =
                EnumSet.of(FieldType.NUMBER, FieldType.DURATION, FieldType.ANY);
        static final Set<FieldType> TEMPORAL = EnumSet.of(FieldType.TIME, FieldType.ANY);

        private Family() {}
    }

    private final Set<FieldType> types;

    Operator(Set<FieldType> types) {
        this.types = types;
    }

    /** Whether fields of a type can have it. */
    public boolean fits(FieldType type) {
        return types.contains(type);
    }

    /** Whether it asks what the event changed. */
    public boolean isOfEvent() {
        return switch (this) {
            case CHANGED, CHANGED_TO, CHANGED_FROM -> true;
            case EQ, NE, IN, NOT_IN, GT, GTE, LT, LTE -> false;
            case CONTAINS, STARTS_WITH, EXISTS, BEFORE, AFTER, WITHIN_LAST -> false;
        };
    }

    /** Whether its value is true or false, and true if left out. */
    boolean isQuestion() {
        return this == EXISTS || this == CHANGED;
    }

    boolean takesSeveral() {
        return this == IN || this == NOT_IN;
    }

    boolean isTemporal() {
        return this == BEFORE || this == AFTER || this == WITHIN_LAST;
    }

    /** The operators for a field, by name. */
    public static List<String> names(FieldType type, boolean isEvent) {
        return Stream.of(values())
                .filter(each -> each.fits(type) && (isEvent || !each.isOfEvent()))
                .map(EnumNames::of)
                .toList();
    }
}
