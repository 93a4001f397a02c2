package com.techbro24.crm.bulk;

/** What a run does to each of its leads. */
public enum BulkAction {
    CHANGE,
    DELETE,
    /** Takes back what an import or another run did. */
    UNDO
}
