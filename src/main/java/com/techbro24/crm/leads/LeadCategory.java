package com.techbro24.crm.leads;

/** The category of a lead's status. */
public enum LeadCategory {
    OPEN,
    WORKING,
    ON_HOLD,
    WON,
    LOST;

    /** Whether the lead needs work now. */
    boolean isWork() {
        return this == OPEN || this == WORKING;
    }
}
