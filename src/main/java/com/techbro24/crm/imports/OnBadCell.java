package com.techbro24.crm.imports;

/** What to do with a row that has a bad cell in a column that a lead does not need. */
public enum OnBadCell {
    /** Rejects the row. */
    REFUSE,
    /** Imports the row without the cell. */
    SKIP
}
