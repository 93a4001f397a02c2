package com.techbro24.crm.notifications;

/** How much a notification matters; a high one passes quiet hours. */
public enum NotificationPriority {
    LOW,
    NORMAL,
    HIGH
}
