package com.techbro24.crm.reminders;

/** Whether a reminder still waits. */
public enum ReminderStatus {
    PENDING,
    COMPLETED,
    CANCELLED
}
