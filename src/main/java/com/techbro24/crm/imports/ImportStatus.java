package com.techbro24.crm.imports;

/** How an import stands. */
public enum ImportStatus {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
}
