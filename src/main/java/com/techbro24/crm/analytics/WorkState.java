package com.techbro24.crm.analytics;

/** The status of an agent, in the words of the log. */
enum WorkState {
    AVAILABLE,
    ON_CALL,
    WRAP_UP,
    BREAK,
    OFFLINE;

    static final WorkState[] ALL = values();
}
