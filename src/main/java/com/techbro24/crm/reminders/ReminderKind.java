package com.techbro24.crm.reminders;

/** What to do about the lead of a reminder. */
public enum ReminderKind {
    CALL_BACK,
    FOLLOW_UP,
    MEETING,
    PAYMENT,
    OTHER
}
