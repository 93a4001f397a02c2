package com.techbro24.crm.imports;

/** What to do with a row whose lead exists already. */
public enum OnDuplicate {
    /** Skip it; it is counted. */
    SKIP,
    /** Update the lead with the row's fields. */
    UPDATE,
    /** Create another lead. */
    CREATE
}
