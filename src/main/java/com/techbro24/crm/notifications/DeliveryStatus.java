package com.techbro24.crm.notifications;

/** The status of a delivery. */
public enum DeliveryStatus {
    QUEUED,
    SENT,
    FAILED,
    /** Not sent, because of quiet hours or because the channel is not configured. */
    SUPPRESSED
}
