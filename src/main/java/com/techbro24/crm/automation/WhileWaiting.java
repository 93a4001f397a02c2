package com.techbro24.crm.automation;

/** What an event does while an earlier run about the same row still waits for its delay. */
public enum WhileWaiting {
    /** Nothing. */
    IGNORE,
    /** The wait begins again. */
    RESTART,
    /** It gets a run of its own. */
    ADD
}
