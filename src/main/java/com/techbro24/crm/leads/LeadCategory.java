package com.techbro24.crm.leads;

/** What a lead's status comes down to. */
public enum LeadCategory {
    OPEN,
    WORKING,
    ON_HOLD,
    WON,
    LOST;

    /** Whether it is work that somebody has to do now. */
    boolean isWork() {
        return this == OPEN || this == WORKING;
    }
}
