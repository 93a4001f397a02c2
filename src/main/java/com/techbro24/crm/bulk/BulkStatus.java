package com.techbro24.crm.bulk;

/** The status of a run. */
public enum BulkStatus {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
}
