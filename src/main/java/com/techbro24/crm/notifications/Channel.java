package com.techbro24.crm.notifications;

/** The delivery channels of notifications. */
public enum Channel {
    IN_APP,
    PUSH,
    EMAIL,
    SMS,
    WEBHOOK
}
