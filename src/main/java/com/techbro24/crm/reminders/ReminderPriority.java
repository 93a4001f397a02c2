package com.techbro24.crm.reminders;

/** The priority of a reminder. */
public enum ReminderPriority {
    LOW,
    NORMAL,
    HIGH
}
