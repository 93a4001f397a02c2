package com.techbro24.crm.imports;

/** What is done with a row whose lead stands already. */
public enum OnDuplicate {
    /** Nothing; it is counted. */
    SKIP,
    /** The lead takes what the row brings. */
    UPDATE,
    /** Another lead is made. */
    CREATE
}
