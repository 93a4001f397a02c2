package com.techbro24.crm.reminders;

/** The status of a reminder. */
public enum ReminderStatus {
    PENDING,
    COMPLETED,
    CANCELLED
}
