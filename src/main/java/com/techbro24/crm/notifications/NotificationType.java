package com.techbro24.crm.notifications;

/** What a notification is about. */
public enum NotificationType {
    CALL,
    REMINDER,
    LEAD,
    SYSTEM,
    ALERT
}
