package com.techbro24.crm.leads;

import com.techbro24.crm.base.Growing;

/** The operators of score rules. */
@Growing
public enum ScoreOperator {
    /** Whether the field has a value; the rule's value is true or false. */
    EXISTS,
    EQ,
    NE,
    /** One of several values. */
    IN,
    NOT_IN,
    GT,
    GTE,
    LT,
    LTE,
    /** A substring, or one of the tags. */
    CONTAINS,
    STARTS_WITH
}
