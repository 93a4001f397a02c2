package com.techbro24.crm.integrations;

/** Where a row here and its record there stand. */
public enum LinkState {
    /** Both are alike, as far as we know. */
    CLEAN,
    /** The row here may have changed. */
    DIRTY,
    /** The record there must be created. */
    NEW,
    /** A person has decided that the record there is another lead; the next run creates it. */
    RETRY,
    /** Several rows here may be the record there; a person decides. */
    AMBIGUOUS,
    /** One side refuses the values of the other; the next change on either side tries again. */
    REFUSED,
    /** One side was deleted; the other stays, and is no longer kept alike. */
    GONE
}
