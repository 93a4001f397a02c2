package com.techbro24.crm.exports;

/** The status of an export. */
public enum ExportStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether its file is still to be written. */
    boolean isOpen() {
        return this == QUEUED || this == RUNNING;
    }
}
