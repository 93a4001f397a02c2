package com.techbro24.crm.leads;

/** How a rule of the score looks at a field. */
public enum ScoreOperator {
    /** Whether the field holds anything; the value says whether it should. */
    EXISTS,
    EQ,
    NE,
    /** One of several. */
    IN,
    NOT_IN,
    GT,
    GTE,
    LT,
    LTE,
    /** A part of a text, or one of the tags. */
    CONTAINS,
    STARTS_WITH
}
