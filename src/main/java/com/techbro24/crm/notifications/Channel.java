package com.techbro24.crm.notifications;

/** On which way a notification reaches its agent. */
public enum Channel {
    IN_APP,
    PUSH,
    EMAIL,
    SMS,
    WEBHOOK
}
