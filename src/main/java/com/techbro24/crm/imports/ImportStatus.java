package com.techbro24.crm.imports;

/** The status of an import. */
public enum ImportStatus {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
}
