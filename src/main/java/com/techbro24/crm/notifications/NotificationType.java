package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Growing;

/** What a notification is about. */
@Growing
public enum NotificationType {
    CALL,
    REMINDER,
    LEAD,
    SYSTEM,
    ALERT
}
