package com.techbro24.crm.notifications;

/** How far a delivery has come. */
public enum DeliveryStatus {
    QUEUED,
    SENT,
    FAILED,
    /** Not told: the agent's quiet hours, its choice, or a channel that is not there. */
    SUPPRESSED
}
