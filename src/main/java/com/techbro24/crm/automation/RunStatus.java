package com.techbro24.crm.automation;

/** How far a run is. */
public enum RunStatus {
    /** It is due later, or is tried again. */
    WAITING,
    /** The rule's budget is used up; its owner decides. */
    HELD,
    DONE,
    /** At least one action failed for good. */
    FAILED,
    /** It was due, but there was a reason not to act. */
    SKIPPED,
    /** It was not due yet when its rule was disabled or deleted. */
    CANCELLED,
    /** It would have continued a loop. */
    STOPPED,
    /** It was held, and dropped. */
    DROPPED;

    boolean isFinished() {
        return this != WAITING && this != HELD;
    }
}
