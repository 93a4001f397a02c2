package com.techbro24.crm.notifications;

/** The priority of a notification; high ignores quiet hours. */
public enum NotificationPriority {
    LOW,
    NORMAL,
    HIGH
}
