package com.techbro24.crm.analytics;

/** The status of a call, in the words of the log. */
enum CallState {
    SCHEDULED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    MISSED,
    NO_ANSWER,
    BUSY,
    FAILED,
    CANCELLED;

    static final CallState[] ALL = values();
}
