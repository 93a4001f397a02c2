package com.techbro24.crm.reminders;

/** How much a reminder matters. */
public enum ReminderPriority {
    LOW,
    NORMAL,
    HIGH
}
