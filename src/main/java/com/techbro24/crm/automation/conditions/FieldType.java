package com.techbro24.crm.automation.conditions;

import com.techbro24.crm.base.Growing;

/** The type of a field, which determines the allowed operators and values. */
@Growing
public enum FieldType {
    TEXT("a string"),
    /** One word of a fixed list. */
    WORD("a word"),
    NUMBER("a number"),
    FLAG("true or false"),
    /** An instant. */
    TIME("a time in ISO 8601, such as 2026-01-31T09:00:00.000Z"),
    DURATION("a duration in ISO 8601, such as PT1H"),
    /** A list of texts or words. */
    LIST("a list"),
    /** An object, or a list of objects; a rule can only ask whether it is there. */
    OBJECT("an object"),
    /** The type of its value, as for custom fields. */
    ANY("a string, a number, true or false");

    private final String described;

    FieldType(String described) {
        this.described = described;
    }

    /** What a value has to be, for error messages. */
    String described() {
        return described;
    }

    /** Whether values of the types can be the same. */
    boolean meets(FieldType other) {
        return this == other
                || this == ANY
                || other == ANY
                || this == TEXT && other == WORD
                || this == WORD && other == TEXT;
    }
}
